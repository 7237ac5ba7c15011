// Parts seat rules from what their field `forum_kind` named.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:SeatRule {id: row.id})-[r:RULES]->(m:ForumKind {id: row.target})
DELETE r
