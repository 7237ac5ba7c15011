// Joins forums to what their field `area` names.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Forum {id: row.id})
MATCH (m:Area {id: row.target})
MERGE (n)-[:IN_AREA]->(m)
