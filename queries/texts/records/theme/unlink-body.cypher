// Parts themes of the yearly wheel from what their field `body` named.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Theme {id: row.id})-[r:TAKEN_UP_IN]->(m:ForumKind {id: row.target})
DELETE r
