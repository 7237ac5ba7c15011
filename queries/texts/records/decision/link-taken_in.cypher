// Joins decisions to what their field `taken_in` names.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Decision {id: row.id})
MATCH (m:Party {id: row.target})
MERGE (n)-[:TAKEN_IN]->(m)
