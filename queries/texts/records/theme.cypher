// name: page
// Pages by id through the themes of the yearly wheel and the ids in their references.
// reads
// param after: the id after which the page begins
// param most: largest number of rows
// column properties: its own fields
// column forum_kind: ids at the end of THEME_OF
// column body: ids at the end of TAKEN_UP_IN
// limit 10000
MATCH (n:Theme)
WHERE n.id > $after
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:THEME_OF]->(m:ForumKind) RETURN m.id } AS forum_kind,
       COLLECT { MATCH (n)-[:TAKEN_UP_IN]->(m:ForumKind) RETURN m.id } AS body
ORDER BY n.id LIMIT $most

// name: some
// Reads the themes of the yearly wheel of the given ids, and the ids in their references.
// reads
// param ids: list of ids
// column properties: its own fields
// column forum_kind: ids at the end of THEME_OF
// column body: ids at the end of TAKEN_UP_IN
// limit 10000
UNWIND $ids AS id
MATCH (n:Theme {id: id})
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:THEME_OF]->(m:ForumKind) RETURN m.id } AS forum_kind,
       COLLECT { MATCH (n)-[:TAKEN_UP_IN]->(m:ForumKind) RETURN m.id } AS body
ORDER BY n.id

// name: ids
// Lists the first ids of themes of the yearly wheel, to suggest one when an id is misspelt.
// reads
// param most: largest number of rows
// column id: its id
// limit 10000
MATCH (n:Theme)
RETURN n.id AS id
ORDER BY n.id LIMIT $most

// name: put
// Creates the themes of the yearly wheel that do not exist, and sets the fields of all.
// writes
// param rows: list of {id, properties}; a null property is removed
UNWIND $rows AS row
MERGE (n:Theme {id: row.id})
SET n += row.properties

// name: drop
// Removes themes of the yearly wheel and the relationships of their fields. Fails if another node still refers to one of them.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:Theme {id: id})
OPTIONAL MATCH (n)-[r:THEME_OF|TAKEN_UP_IN]->()
DELETE r
WITH DISTINCT n
DELETE n

// name: clear
// Removes up to `most` themes of the yearly wheel and their relationships, from a landscape that was only partly written. Repeat until `gone` is 0.
// writes
// param most: largest number of nodes
// column gone: number of removed nodes
MATCH (n:Theme)
WITH n LIMIT $most
DETACH DELETE n
RETURN count(*) AS gone

// name: link-forum_kind
// Joins themes of the yearly wheel to the records in their field `forum_kind`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Theme {id: row.id})
MATCH (m:ForumKind {id: row.target})
MERGE (n)-[:THEME_OF]->(m)

// name: unlink-forum_kind
// Removes the relationships from themes of the yearly wheel to the records that their field `forum_kind` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Theme {id: row.id})-[r:THEME_OF]->(m:ForumKind {id: row.target})
DELETE r

// name: naming-forum_kind
// Pages through the ids of the themes of the yearly wheel whose `forum_kind` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:ForumKind {id: id})<-[:THEME_OF]-(n:Theme)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most

// name: link-body
// Joins themes of the yearly wheel to the records in their field `body`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Theme {id: row.id})
MATCH (m:ForumKind {id: row.target})
MERGE (n)-[:TAKEN_UP_IN]->(m)

// name: unlink-body
// Removes the relationships from themes of the yearly wheel to the records that their field `body` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Theme {id: row.id})-[r:TAKEN_UP_IN]->(m:ForumKind {id: row.target})
DELETE r

// name: naming-body
// Pages through the ids of the themes of the yearly wheel whose `body` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:ForumKind {id: id})<-[:TAKEN_UP_IN]-(n:Theme)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most
