// Joins decisions to what their field `meeting` names.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Decision {id: row.id})
MATCH (m:Meeting {id: row.target})
MERGE (n)-[:TAKEN_AT]->(m)
