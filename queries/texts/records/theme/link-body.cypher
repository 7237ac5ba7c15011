// Joins themes of the yearly wheel to what their field `body` names.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Theme {id: row.id})
MATCH (m:ForumKind {id: row.target})
MERGE (n)-[:TAKEN_UP_IN]->(m)
