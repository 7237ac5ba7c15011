// Joins seat rules to what their field `parties` names.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:SeatRule {id: row.id})
MATCH (m:Party {id: row.target})
MERGE (n)-[:ASKS_FOR_PARTY]->(m)
