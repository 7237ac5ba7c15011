// Parts seat rules from what their field `actor_kinds` named.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:SeatRule {id: row.id})-[r:ASKS_FOR]->(m:ActorKind {id: row.target})
DELETE r
