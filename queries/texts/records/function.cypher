// name: page
// Pages by id through the functions and the ids in their references.
// reads
// param after: the id after which the page begins
// param most: largest number of rows
// column properties: its own fields
// column type: ids at the end of OF_TYPE
// column level: ids at the end of AT_LEVEL
// column place: ids at the end of LOCATED_IN
// column held_at: ids at the end of HELD_AT
// limit 10000
MATCH (n:Function)
WHERE n.id > $after
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:OF_TYPE]->(m:ActorType) RETURN m.id } AS type,
       COLLECT { MATCH (n)-[:AT_LEVEL]->(m:Level) RETURN m.id } AS level,
       COLLECT { MATCH (n)-[:LOCATED_IN]->(m:Place) RETURN m.id } AS place,
       COLLECT { MATCH (n)-[:HELD_AT]->(m:Actor) RETURN m.id } AS held_at
ORDER BY n.id LIMIT $most

// name: some
// Reads the functions of the given ids, and the ids in their references.
// reads
// param ids: list of ids
// column properties: its own fields
// column type: ids at the end of OF_TYPE
// column level: ids at the end of AT_LEVEL
// column place: ids at the end of LOCATED_IN
// column held_at: ids at the end of HELD_AT
// limit 10000
UNWIND $ids AS id
MATCH (n:Function {id: id})
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:OF_TYPE]->(m:ActorType) RETURN m.id } AS type,
       COLLECT { MATCH (n)-[:AT_LEVEL]->(m:Level) RETURN m.id } AS level,
       COLLECT { MATCH (n)-[:LOCATED_IN]->(m:Place) RETURN m.id } AS place,
       COLLECT { MATCH (n)-[:HELD_AT]->(m:Actor) RETURN m.id } AS held_at
ORDER BY n.id

// name: ids
// Lists the first ids of functions, to suggest one when an id is misspelt.
// reads
// param most: largest number of rows
// column id: its id
// limit 10000
MATCH (n:Function)
RETURN n.id AS id
ORDER BY n.id LIMIT $most

// name: put
// Creates the functions that do not exist, and sets the fields of all.
// writes
// param rows: list of {id, properties}; a null property is removed
UNWIND $rows AS row
OPTIONAL MATCH (old:Function {id: row.id})
FOREACH (_ IN CASE WHEN old IS NULL THEN [1] ELSE [] END | CREATE (:Function:Party {id: row.id}))
WITH row
MATCH (n:Function {id: row.id})
SET n += row.properties

// name: drop
// Removes functions and the relationships of their fields. Fails if another node still refers to one of them.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:Function {id: id})
OPTIONAL MATCH (n)-[r:OF_TYPE|AT_LEVEL|LOCATED_IN|HELD_AT]->()
DELETE r
WITH DISTINCT n
DELETE n

// name: clear
// Removes up to `most` functions and their relationships, from a landscape that was only partly written. Repeat until `gone` is 0.
// writes
// param most: largest number of nodes
// column gone: number of removed nodes
MATCH (n:Function)
WITH n LIMIT $most
DETACH DELETE n
RETURN count(*) AS gone

// name: link-type
// Joins functions to the records in their field `type`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Function {id: row.id})
MATCH (m:ActorType {id: row.target})
MERGE (n)-[:OF_TYPE]->(m)

// name: unlink-type
// Removes the relationships from functions to the records that their field `type` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Function {id: row.id})-[r:OF_TYPE]->(m:ActorType {id: row.target})
DELETE r

// name: naming-type
// Pages through the ids of the functions whose `type` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:ActorType {id: id})<-[:OF_TYPE]-(n:Function)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most

// name: link-level
// Joins functions to the records in their field `level`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Function {id: row.id})
MATCH (m:Level {id: row.target})
MERGE (n)-[:AT_LEVEL]->(m)

// name: unlink-level
// Removes the relationships from functions to the records that their field `level` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Function {id: row.id})-[r:AT_LEVEL]->(m:Level {id: row.target})
DELETE r

// name: naming-level
// Pages through the ids of the functions whose `level` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:Level {id: id})<-[:AT_LEVEL]-(n:Function)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most

// name: link-place
// Joins functions to the records in their field `place`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Function {id: row.id})
MATCH (m:Place {id: row.target})
MERGE (n)-[:LOCATED_IN]->(m)

// name: unlink-place
// Removes the relationships from functions to the records that their field `place` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Function {id: row.id})-[r:LOCATED_IN]->(m:Place {id: row.target})
DELETE r

// name: naming-place
// Pages through the ids of the functions whose `place` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:Place {id: id})<-[:LOCATED_IN]-(n:Function)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most

// name: link-held_at
// Joins functions to the records in their field `held_at`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Function {id: row.id})
MATCH (m:Actor {id: row.target})
MERGE (n)-[:HELD_AT]->(m)

// name: unlink-held_at
// Removes the relationships from functions to the records that their field `held_at` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Function {id: row.id})-[r:HELD_AT]->(m:Actor {id: row.target})
DELETE r

// name: naming-held_at
// Pages through the ids of the functions whose `held_at` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:Actor {id: id})<-[:HELD_AT]-(n:Function)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most
