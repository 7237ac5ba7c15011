// Parts actors from what their field `part_of` named.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Actor {id: row.id})-[r:PART_OF]->(m:Actor {id: row.target})
DELETE r
