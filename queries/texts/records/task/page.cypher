// tasks: a page by id, each with what it refers to.
// reads
// param after: the id after which the page begins
// param most: rows at most
// column properties: its own fields
// column process: ids at the end of TASK_OF_PROCESS
// column forum_kind: ids at the end of TASK_OF_FORUM
// limit 10000
MATCH (n:Task)
WHERE n.id > $after
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:TASK_OF_PROCESS]->(m:Process) RETURN m.id } AS process,
       COLLECT { MATCH (n)-[:TASK_OF_FORUM]->(m:ForumKind) RETURN m.id } AS forum_kind
ORDER BY n.id LIMIT $most
