// seat rules: those of some ids, each with what it refers to.
// reads
// param ids: list of ids
// column properties: its own fields
// column forum_kind: ids at the end of RULES
// column actor_kinds: ids at the end of ASKS_FOR
// column parties: ids at the end of ASKS_FOR_PARTY
// limit 10000
UNWIND $ids AS id
MATCH (n:SeatRule {id: id})
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:RULES]->(m:ForumKind) RETURN m.id } AS forum_kind,
       COLLECT { MATCH (n)-[:ASKS_FOR]->(m:ActorKind) RETURN m.id } AS actor_kinds,
       COLLECT { MATCH (n)-[:ASKS_FOR_PARTY]->(m:Party) RETURN m.id } AS parties
ORDER BY n.id
