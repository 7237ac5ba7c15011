// name: page
// Pages by id through the tasks and the ids in their references.
// reads
// param after: the id after which the page begins
// param most: largest number of rows
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

// name: some
// Reads the tasks of the given ids, and the ids in their references.
// reads
// param ids: list of ids
// column properties: its own fields
// column process: ids at the end of TASK_OF_PROCESS
// column forum_kind: ids at the end of TASK_OF_FORUM
// limit 10000
UNWIND $ids AS id
MATCH (n:Task {id: id})
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:TASK_OF_PROCESS]->(m:Process) RETURN m.id } AS process,
       COLLECT { MATCH (n)-[:TASK_OF_FORUM]->(m:ForumKind) RETURN m.id } AS forum_kind
ORDER BY n.id

// name: ids
// Lists the first ids of tasks, to suggest one when an id is misspelt.
// reads
// param most: largest number of rows
// column id: its id
// limit 10000
MATCH (n:Task)
RETURN n.id AS id
ORDER BY n.id LIMIT $most

// name: put
// Creates the tasks that do not exist, and sets the fields of all.
// writes
// param rows: list of {id, properties}; a null property is removed
UNWIND $rows AS row
MERGE (n:Task {id: row.id})
SET n += row.properties

// name: drop
// Removes tasks and the relationships of their fields. Fails if another node still refers to one of them.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:Task {id: id})
OPTIONAL MATCH (n)-[r:TASK_OF_PROCESS|TASK_OF_FORUM]->()
DELETE r
WITH DISTINCT n
DELETE n

// name: clear
// Removes up to `most` tasks and their relationships, from a landscape that was only partly written. Repeat until `gone` is 0.
// writes
// param most: largest number of nodes
// column gone: number of removed nodes
MATCH (n:Task)
WITH n LIMIT $most
DETACH DELETE n
RETURN count(*) AS gone

// name: link-process
// Joins tasks to the records in their field `process`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Task {id: row.id})
MATCH (m:Process {id: row.target})
MERGE (n)-[:TASK_OF_PROCESS]->(m)

// name: unlink-process
// Removes the relationships from tasks to the records that their field `process` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Task {id: row.id})-[r:TASK_OF_PROCESS]->(m:Process {id: row.target})
DELETE r

// name: naming-process
// Pages through the ids of the tasks whose `process` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:Process {id: id})<-[:TASK_OF_PROCESS]-(n:Task)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most

// name: link-forum_kind
// Joins tasks to the records in their field `forum_kind`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Task {id: row.id})
MATCH (m:ForumKind {id: row.target})
MERGE (n)-[:TASK_OF_FORUM]->(m)

// name: unlink-forum_kind
// Removes the relationships from tasks to the records that their field `forum_kind` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Task {id: row.id})-[r:TASK_OF_FORUM]->(m:ForumKind {id: row.target})
DELETE r

// name: naming-forum_kind
// Pages through the ids of the tasks whose `forum_kind` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:ForumKind {id: id})<-[:TASK_OF_FORUM]-(n:Task)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most
