// Joins functions to what their field `held_at` names.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Function {id: row.id})
MATCH (m:Actor {id: row.target})
MERGE (n)-[:HELD_AT]->(m)
