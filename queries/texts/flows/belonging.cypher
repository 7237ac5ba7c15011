// Pages by id through the parties, each with its place, and with what it is a part of.
// reads
// param after: the id after which the page begins
// param most: largest number of rows
// column id: id of the party
// column place: id of its place
// column whole: id of the organisation or forum that it is a part of, or of the organisation where it is held
// column forum: whether it is a forum
// limit 10000
MATCH (p:Party)
WHERE p.id > $after
OPTIONAL MATCH (p)-[:LOCATED_IN]->(o:Place)
OPTIONAL MATCH (p)-[:PART_OF|COMMITTEE_OF|HELD_AT]->(w:Party)
RETURN p.id AS id, o.id AS place, w.id AS whole, p:Forum AS forum
ORDER BY id LIMIT $most
