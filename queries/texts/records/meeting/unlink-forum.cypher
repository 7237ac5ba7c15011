// Parts meetings from what their field `forum` named.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Meeting {id: row.id})-[r:MEETING_OF]->(m:Forum {id: row.target})
DELETE r
