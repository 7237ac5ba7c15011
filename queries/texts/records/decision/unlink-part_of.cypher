// Parts decisions from what their field `part_of` named.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Decision {id: row.id})-[r:PART_OF_WHOLE]->(m:Decision {id: row.target})
DELETE r
