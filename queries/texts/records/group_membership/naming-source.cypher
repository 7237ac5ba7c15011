// group memberships whose field `source` names one of some records: a page, by id.
// reads
// param ids: list of ids of what is named
// param after: the id after which the page begins
// param most: rows at most
// column id: its id
// column source: the id of the end that it goes out from
// column target: the id of the other end
// column properties: its fields
// limit 10000
UNWIND $ids AS id
MATCH (a:Actor {id: id})-[r:BELONGS_TO]->(b:Group)
WHERE r.id > $after
RETURN r.id AS id, a.id AS source, b.id AS target, properties(r) AS properties
ORDER BY id LIMIT $most
