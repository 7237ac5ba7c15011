// Parts decisions from what their field `taken_in` named.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Decision {id: row.id})-[r:TAKEN_IN]->(m:Party {id: row.target})
DELETE r
