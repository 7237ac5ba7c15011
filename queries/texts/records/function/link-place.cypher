// Joins functions to what their field `place` names.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Function {id: row.id})
MATCH (m:Place {id: row.target})
MERGE (n)-[:LOCATED_IN]->(m)
