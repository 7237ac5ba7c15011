// Parts decisions from what their field `meeting` named.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Decision {id: row.id})-[r:TAKEN_AT]->(m:Meeting {id: row.target})
DELETE r
