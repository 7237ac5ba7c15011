// name: page
// Pages by id through the usual step times and the ids in their references.
// reads
// param after: the id after which the page begins
// param most: largest number of rows
// column properties: its own fields
// column forum_kind: ids at the end of NORM_OF
// limit 10000
MATCH (n:StepNorm)
WHERE n.id > $after
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:NORM_OF]->(m:ForumKind) RETURN m.id } AS forum_kind
ORDER BY n.id LIMIT $most

// name: some
// Reads the usual step times of the given ids, and the ids in their references.
// reads
// param ids: list of ids
// column properties: its own fields
// column forum_kind: ids at the end of NORM_OF
// limit 10000
UNWIND $ids AS id
MATCH (n:StepNorm {id: id})
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:NORM_OF]->(m:ForumKind) RETURN m.id } AS forum_kind
ORDER BY n.id

// name: ids
// Lists the first ids of usual step times, to suggest one when an id is misspelt.
// reads
// param most: largest number of rows
// column id: its id
// limit 10000
MATCH (n:StepNorm)
RETURN n.id AS id
ORDER BY n.id LIMIT $most

// name: put
// Creates the usual step times that do not exist, and sets the fields of all.
// writes
// param rows: list of {id, properties}; a null property is removed
UNWIND $rows AS row
MERGE (n:StepNorm {id: row.id})
SET n += row.properties

// name: drop
// Removes usual step times and the relationships of their fields. Fails if another node still refers to one of them.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:StepNorm {id: id})
OPTIONAL MATCH (n)-[r:NORM_OF]->()
DELETE r
WITH DISTINCT n
DELETE n

// name: clear
// Removes up to `most` usual step times and their relationships, from a landscape that was only partly written. Repeat until `gone` is 0.
// writes
// param most: largest number of nodes
// column gone: number of removed nodes
MATCH (n:StepNorm)
WITH n LIMIT $most
DETACH DELETE n
RETURN count(*) AS gone

// name: link-forum_kind
// Joins usual step times to the records in their field `forum_kind`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:StepNorm {id: row.id})
MATCH (m:ForumKind {id: row.target})
MERGE (n)-[:NORM_OF]->(m)

// name: unlink-forum_kind
// Removes the relationships from usual step times to the records that their field `forum_kind` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:StepNorm {id: row.id})-[r:NORM_OF]->(m:ForumKind {id: row.target})
DELETE r

// name: naming-forum_kind
// Pages through the ids of the usual step times whose `forum_kind` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:ForumKind {id: id})<-[:NORM_OF]-(n:StepNorm)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most
