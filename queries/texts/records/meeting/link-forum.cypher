// Joins meetings to what their field `forum` names.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Meeting {id: row.id})
MATCH (m:Forum {id: row.target})
MERGE (n)-[:MEETING_OF]->(m)
