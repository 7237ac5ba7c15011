// seat rules: a page by id, each with what it refers to.
// reads
// param after: the id after which the page begins
// param most: rows at most
// column properties: its own fields
// column forum_kind: ids at the end of RULES
// column actor_kinds: ids at the end of ASKS_FOR
// column parties: ids at the end of ASKS_FOR_PARTY
// limit 10000
MATCH (n:SeatRule)
WHERE n.id > $after
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:RULES]->(m:ForumKind) RETURN m.id } AS forum_kind,
       COLLECT { MATCH (n)-[:ASKS_FOR]->(m:ActorKind) RETURN m.id } AS actor_kinds,
       COLLECT { MATCH (n)-[:ASKS_FOR_PARTY]->(m:Party) RETURN m.id } AS parties
ORDER BY n.id LIMIT $most
