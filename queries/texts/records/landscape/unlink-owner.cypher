// Parts landscapes from what their field `owner` named.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Landscape {id: row.id})-[r:OWNED_BY]->(m:Actor {id: row.target})
DELETE r
