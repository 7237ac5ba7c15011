// Lists the places, and the places that they lie in.
// reads
// param after: the id after which the page begins
// param most: largest number of rows
// column id: id of the place
// column name: its name
// column kind: country, county, municipality or other
// column within: id of the place that it lies in
// limit 10000
MATCH (p:Place)
WHERE p.id > $after
OPTIONAL MATCH (p)-[:WITHIN]->(o:Place)
RETURN p.id AS id, p.name AS name, p.kind AS kind, o.id AS within
ORDER BY id LIMIT $most
