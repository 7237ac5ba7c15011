// Joins areas to what their field `roles` names.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Area {id: row.id})
MATCH (m:Role {id: row.target})
MERGE (n)-[:WHERE_MEETS]->(m)
