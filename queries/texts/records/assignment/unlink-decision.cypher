// Parts assignments from what their field `decision` named.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Assignment {id: row.id})-[r:PART_OF_DECISION]->(m:Decision {id: row.target})
DELETE r
