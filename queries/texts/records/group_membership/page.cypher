// group memberships: a page of those that go out from a page of Actor nodes, by the node's id.
// reads
// param after: the node's id after which the page begins
// param most: nodes at most
// column node: the node's id
// column edges: its BELONGS_TO edges as [id of the other end, fields]
// limit 10000
MATCH (a:Actor)
WHERE a.id > $after
RETURN a.id AS node,
       COLLECT { MATCH (a)-[r:BELONGS_TO]->(b:Group) RETURN [b.id, properties(r)] } AS edges
ORDER BY a.id LIMIT $most
