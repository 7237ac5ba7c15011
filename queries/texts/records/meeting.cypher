// name: page
// Pages by id through the meetings and the ids in their references.
// reads
// param after: the id after which the page begins
// param most: largest number of rows
// column properties: its own fields
// column forum: ids at the end of MEETING_OF
// column present: ids at the end of PRESENT
// limit 10000
MATCH (n:Meeting)
WHERE n.id > $after
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:MEETING_OF]->(m:Forum) RETURN m.id } AS forum,
       COLLECT { MATCH (n)-[:PRESENT]->(m:Party) RETURN m.id } AS present
ORDER BY n.id LIMIT $most

// name: some
// Reads the meetings of the given ids, and the ids in their references.
// reads
// param ids: list of ids
// column properties: its own fields
// column forum: ids at the end of MEETING_OF
// column present: ids at the end of PRESENT
// limit 10000
UNWIND $ids AS id
MATCH (n:Meeting {id: id})
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:MEETING_OF]->(m:Forum) RETURN m.id } AS forum,
       COLLECT { MATCH (n)-[:PRESENT]->(m:Party) RETURN m.id } AS present
ORDER BY n.id

// name: ids
// Lists the first ids of meetings, to suggest one when an id is misspelt.
// reads
// param most: largest number of rows
// column id: its id
// limit 10000
MATCH (n:Meeting)
RETURN n.id AS id
ORDER BY n.id LIMIT $most

// name: put
// Creates the meetings that do not exist, and sets the fields of all.
// writes
// param rows: list of {id, properties}; a null property is removed
UNWIND $rows AS row
MERGE (n:Meeting {id: row.id})
SET n += row.properties

// name: drop
// Removes meetings and the relationships of their fields. Fails if another node still refers to one of them.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:Meeting {id: id})
OPTIONAL MATCH (n)-[r:MEETING_OF|PRESENT]->()
DELETE r
WITH DISTINCT n
DELETE n

// name: clear
// Removes up to `most` meetings and their relationships, from a landscape that was only partly written. Repeat until `gone` is 0.
// writes
// param most: largest number of nodes
// column gone: number of removed nodes
MATCH (n:Meeting)
WITH n LIMIT $most
DETACH DELETE n
RETURN count(*) AS gone

// name: link-forum
// Joins meetings to the records in their field `forum`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Meeting {id: row.id})
MATCH (m:Forum {id: row.target})
MERGE (n)-[:MEETING_OF]->(m)

// name: unlink-forum
// Removes the relationships from meetings to the records that their field `forum` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Meeting {id: row.id})-[r:MEETING_OF]->(m:Forum {id: row.target})
DELETE r

// name: naming-forum
// Pages through the ids of the meetings whose `forum` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:Forum {id: id})<-[:MEETING_OF]-(n:Meeting)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most

// name: link-present
// Joins meetings to the records in their field `present`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Meeting {id: row.id})
MATCH (m:Party {id: row.target})
MERGE (n)-[:PRESENT]->(m)

// name: unlink-present
// Removes the relationships from meetings to the records that their field `present` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Meeting {id: row.id})-[r:PRESENT]->(m:Party {id: row.target})
DELETE r

// name: naming-present
// Pages through the ids of the meetings whose `present` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:Party {id: id})<-[:PRESENT]-(n:Meeting)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most
