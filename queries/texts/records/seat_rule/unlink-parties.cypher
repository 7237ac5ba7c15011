// Parts seat rules from what their field `parties` named.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:SeatRule {id: row.id})-[r:ASKS_FOR_PARTY]->(m:Party {id: row.target})
DELETE r
