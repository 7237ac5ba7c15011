// name: page
// Pages by id through the forums and the ids in their references.
// reads
// param after: the id after which the page begins
// param most: largest number of rows
// column properties: its own fields
// column kind: ids at the end of OF_FORUM_KIND
// column area: ids at the end of IN_AREA
// column level: ids at the end of AT_LEVEL
// column type: ids at the end of OF_TYPE
// column place: ids at the end of LOCATED_IN
// column part_of: ids at the end of COMMITTEE_OF
// column builds_on: ids at the end of BUILDS_ON
// limit 10000
MATCH (n:Forum)
WHERE n.id > $after
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:OF_FORUM_KIND]->(m:ForumKind) RETURN m.id } AS kind,
       COLLECT { MATCH (n)-[:IN_AREA]->(m:Area) RETURN m.id } AS area,
       COLLECT { MATCH (n)-[:AT_LEVEL]->(m:Level) RETURN m.id } AS level,
       COLLECT { MATCH (n)-[:OF_TYPE]->(m:ActorType) RETURN m.id } AS type,
       COLLECT { MATCH (n)-[:LOCATED_IN]->(m:Place) RETURN m.id } AS place,
       COLLECT { MATCH (n)-[:COMMITTEE_OF]->(m:Forum) RETURN m.id } AS part_of,
       COLLECT { MATCH (n)-[:BUILDS_ON]->(m:Forum) RETURN m.id } AS builds_on
ORDER BY n.id LIMIT $most

// name: some
// Reads the forums of the given ids, and the ids in their references.
// reads
// param ids: list of ids
// column properties: its own fields
// column kind: ids at the end of OF_FORUM_KIND
// column area: ids at the end of IN_AREA
// column level: ids at the end of AT_LEVEL
// column type: ids at the end of OF_TYPE
// column place: ids at the end of LOCATED_IN
// column part_of: ids at the end of COMMITTEE_OF
// column builds_on: ids at the end of BUILDS_ON
// limit 10000
UNWIND $ids AS id
MATCH (n:Forum {id: id})
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:OF_FORUM_KIND]->(m:ForumKind) RETURN m.id } AS kind,
       COLLECT { MATCH (n)-[:IN_AREA]->(m:Area) RETURN m.id } AS area,
       COLLECT { MATCH (n)-[:AT_LEVEL]->(m:Level) RETURN m.id } AS level,
       COLLECT { MATCH (n)-[:OF_TYPE]->(m:ActorType) RETURN m.id } AS type,
       COLLECT { MATCH (n)-[:LOCATED_IN]->(m:Place) RETURN m.id } AS place,
       COLLECT { MATCH (n)-[:COMMITTEE_OF]->(m:Forum) RETURN m.id } AS part_of,
       COLLECT { MATCH (n)-[:BUILDS_ON]->(m:Forum) RETURN m.id } AS builds_on
ORDER BY n.id

// name: ids
// Lists the first ids of forums, to suggest one when an id is misspelt.
// reads
// param most: largest number of rows
// column id: its id
// limit 10000
MATCH (n:Forum)
RETURN n.id AS id
ORDER BY n.id LIMIT $most

// name: put
// Creates the forums that do not exist, and sets the fields of all.
// writes
// param rows: list of {id, properties}; a null property is removed
UNWIND $rows AS row
OPTIONAL MATCH (old:Forum {id: row.id})
FOREACH (_ IN CASE WHEN old IS NULL THEN [1] ELSE [] END | CREATE (:Forum:Party {id: row.id}))
WITH row
MATCH (n:Forum {id: row.id})
SET n += row.properties

// name: drop
// Removes forums and the relationships of their fields. Fails if another node still refers to one of them.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:Forum {id: id})
OPTIONAL MATCH (n)-[r:OF_FORUM_KIND|IN_AREA|AT_LEVEL|OF_TYPE|LOCATED_IN|COMMITTEE_OF|BUILDS_ON]->()
DELETE r
WITH DISTINCT n
DELETE n

// name: clear
// Removes up to `most` forums and their relationships, from a landscape that was only partly written. Repeat until `gone` is 0.
// writes
// param most: largest number of nodes
// column gone: number of removed nodes
MATCH (n:Forum)
WITH n LIMIT $most
DETACH DELETE n
RETURN count(*) AS gone

// name: link-kind
// Joins forums to the records in their field `kind`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Forum {id: row.id})
MATCH (m:ForumKind {id: row.target})
MERGE (n)-[:OF_FORUM_KIND]->(m)

// name: unlink-kind
// Removes the relationships from forums to the records that their field `kind` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Forum {id: row.id})-[r:OF_FORUM_KIND]->(m:ForumKind {id: row.target})
DELETE r

// name: naming-kind
// Pages through the ids of the forums whose `kind` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:ForumKind {id: id})<-[:OF_FORUM_KIND]-(n:Forum)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most

// name: link-area
// Joins forums to the records in their field `area`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Forum {id: row.id})
MATCH (m:Area {id: row.target})
MERGE (n)-[:IN_AREA]->(m)

// name: unlink-area
// Removes the relationships from forums to the records that their field `area` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Forum {id: row.id})-[r:IN_AREA]->(m:Area {id: row.target})
DELETE r

// name: naming-area
// Pages through the ids of the forums whose `area` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:Area {id: id})<-[:IN_AREA]-(n:Forum)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most

// name: link-level
// Joins forums to the records in their field `level`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Forum {id: row.id})
MATCH (m:Level {id: row.target})
MERGE (n)-[:AT_LEVEL]->(m)

// name: unlink-level
// Removes the relationships from forums to the records that their field `level` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Forum {id: row.id})-[r:AT_LEVEL]->(m:Level {id: row.target})
DELETE r

// name: naming-level
// Pages through the ids of the forums whose `level` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:Level {id: id})<-[:AT_LEVEL]-(n:Forum)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most

// name: link-type
// Joins forums to the records in their field `type`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Forum {id: row.id})
MATCH (m:ActorType {id: row.target})
MERGE (n)-[:OF_TYPE]->(m)

// name: unlink-type
// Removes the relationships from forums to the records that their field `type` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Forum {id: row.id})-[r:OF_TYPE]->(m:ActorType {id: row.target})
DELETE r

// name: naming-type
// Pages through the ids of the forums whose `type` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:ActorType {id: id})<-[:OF_TYPE]-(n:Forum)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most

// name: link-place
// Joins forums to the records in their field `place`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Forum {id: row.id})
MATCH (m:Place {id: row.target})
MERGE (n)-[:LOCATED_IN]->(m)

// name: unlink-place
// Removes the relationships from forums to the records that their field `place` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Forum {id: row.id})-[r:LOCATED_IN]->(m:Place {id: row.target})
DELETE r

// name: naming-place
// Pages through the ids of the forums whose `place` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:Place {id: id})<-[:LOCATED_IN]-(n:Forum)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most

// name: link-part_of
// Joins forums to the records in their field `part_of`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Forum {id: row.id})
MATCH (m:Forum {id: row.target})
MERGE (n)-[:COMMITTEE_OF]->(m)

// name: unlink-part_of
// Removes the relationships from forums to the records that their field `part_of` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Forum {id: row.id})-[r:COMMITTEE_OF]->(m:Forum {id: row.target})
DELETE r

// name: naming-part_of
// Pages through the ids of the forums whose `part_of` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:Forum {id: id})<-[:COMMITTEE_OF]-(n:Forum)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most

// name: link-builds_on
// Joins forums to the records in their field `builds_on`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Forum {id: row.id})
MATCH (m:Forum {id: row.target})
MERGE (n)-[:BUILDS_ON]->(m)

// name: unlink-builds_on
// Removes the relationships from forums to the records that their field `builds_on` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Forum {id: row.id})-[r:BUILDS_ON]->(m:Forum {id: row.target})
DELETE r

// name: naming-builds_on
// Pages through the ids of the forums whose `builds_on` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:Forum {id: id})<-[:BUILDS_ON]-(n:Forum)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most
