// Parts functions from what their field `place` named.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Function {id: row.id})-[r:LOCATED_IN]->(m:Place {id: row.target})
DELETE r
