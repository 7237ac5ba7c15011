// Joins seat rules to what their field `actor_kinds` names.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:SeatRule {id: row.id})
MATCH (m:ActorKind {id: row.target})
MERGE (n)-[:ASKS_FOR]->(m)
