// name: page
// Pages by id through the actors and the ids in their references.
// reads
// param after: the id after which the page begins
// param most: largest number of rows
// column properties: its own fields
// column type: ids at the end of OF_TYPE
// column other_types: ids at the end of ALSO_OF_TYPE
// column kind: ids at the end of OF_KIND
// column level: ids at the end of AT_LEVEL
// column place: ids at the end of LOCATED_IN
// column roles: ids at the end of PLAYS
// column part_of: ids at the end of PART_OF
// column resulted_from: ids at the end of RESULTED_FROM
// limit 10000
MATCH (n:Actor)
WHERE n.id > $after
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:OF_TYPE]->(m:ActorType) RETURN m.id } AS type,
       COLLECT { MATCH (n)-[:ALSO_OF_TYPE]->(m:ActorType) RETURN m.id } AS other_types,
       COLLECT { MATCH (n)-[:OF_KIND]->(m:ActorKind) RETURN m.id } AS kind,
       COLLECT { MATCH (n)-[:AT_LEVEL]->(m:Level) RETURN m.id } AS level,
       COLLECT { MATCH (n)-[:LOCATED_IN]->(m:Place) RETURN m.id } AS place,
       COLLECT { MATCH (n)-[:PLAYS]->(m:Role) RETURN m.id } AS roles,
       COLLECT { MATCH (n)-[:PART_OF]->(m:Actor) RETURN m.id } AS part_of,
       COLLECT { MATCH (n)-[:RESULTED_FROM]->(m:Actor) RETURN m.id } AS resulted_from
ORDER BY n.id LIMIT $most

// name: some
// Reads the actors of the given ids, and the ids in their references.
// reads
// param ids: list of ids
// column properties: its own fields
// column type: ids at the end of OF_TYPE
// column other_types: ids at the end of ALSO_OF_TYPE
// column kind: ids at the end of OF_KIND
// column level: ids at the end of AT_LEVEL
// column place: ids at the end of LOCATED_IN
// column roles: ids at the end of PLAYS
// column part_of: ids at the end of PART_OF
// column resulted_from: ids at the end of RESULTED_FROM
// limit 10000
UNWIND $ids AS id
MATCH (n:Actor {id: id})
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:OF_TYPE]->(m:ActorType) RETURN m.id } AS type,
       COLLECT { MATCH (n)-[:ALSO_OF_TYPE]->(m:ActorType) RETURN m.id } AS other_types,
       COLLECT { MATCH (n)-[:OF_KIND]->(m:ActorKind) RETURN m.id } AS kind,
       COLLECT { MATCH (n)-[:AT_LEVEL]->(m:Level) RETURN m.id } AS level,
       COLLECT { MATCH (n)-[:LOCATED_IN]->(m:Place) RETURN m.id } AS place,
       COLLECT { MATCH (n)-[:PLAYS]->(m:Role) RETURN m.id } AS roles,
       COLLECT { MATCH (n)-[:PART_OF]->(m:Actor) RETURN m.id } AS part_of,
       COLLECT { MATCH (n)-[:RESULTED_FROM]->(m:Actor) RETURN m.id } AS resulted_from
ORDER BY n.id

// name: ids
// Lists the first ids of actors, to suggest one when an id is misspelt.
// reads
// param most: largest number of rows
// column id: its id
// limit 10000
MATCH (n:Actor)
RETURN n.id AS id
ORDER BY n.id LIMIT $most

// name: put
// Creates the actors that do not exist, and sets the fields of all.
// writes
// param rows: list of {id, properties}; a null property is removed
UNWIND $rows AS row
OPTIONAL MATCH (old:Actor {id: row.id})
FOREACH (_ IN CASE WHEN old IS NULL THEN [1] ELSE [] END | CREATE (:Actor:Party {id: row.id}))
WITH row
MATCH (n:Actor {id: row.id})
SET n += row.properties

// name: drop
// Removes actors and the relationships of their fields. Fails if another node still refers to one of them.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:Actor {id: id})
OPTIONAL MATCH (n)-[r:OF_TYPE|ALSO_OF_TYPE|OF_KIND|AT_LEVEL|LOCATED_IN|PLAYS|PART_OF|RESULTED_FROM]->()
DELETE r
WITH DISTINCT n
DELETE n

// name: clear
// Removes up to `most` actors and their relationships, from a landscape that was only partly written. Repeat until `gone` is 0.
// writes
// param most: largest number of nodes
// column gone: number of removed nodes
MATCH (n:Actor)
WITH n LIMIT $most
DETACH DELETE n
RETURN count(*) AS gone

// name: link-type
// Joins actors to the records in their field `type`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Actor {id: row.id})
MATCH (m:ActorType {id: row.target})
MERGE (n)-[:OF_TYPE]->(m)

// name: unlink-type
// Removes the relationships from actors to the records that their field `type` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Actor {id: row.id})-[r:OF_TYPE]->(m:ActorType {id: row.target})
DELETE r

// name: naming-type
// Pages through the ids of the actors whose `type` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:ActorType {id: id})<-[:OF_TYPE]-(n:Actor)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most

// name: link-other_types
// Joins actors to the records in their field `other_types`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Actor {id: row.id})
MATCH (m:ActorType {id: row.target})
MERGE (n)-[:ALSO_OF_TYPE]->(m)

// name: unlink-other_types
// Removes the relationships from actors to the records that their field `other_types` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Actor {id: row.id})-[r:ALSO_OF_TYPE]->(m:ActorType {id: row.target})
DELETE r

// name: naming-other_types
// Pages through the ids of the actors whose `other_types` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:ActorType {id: id})<-[:ALSO_OF_TYPE]-(n:Actor)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most

// name: link-kind
// Joins actors to the records in their field `kind`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Actor {id: row.id})
MATCH (m:ActorKind {id: row.target})
MERGE (n)-[:OF_KIND]->(m)

// name: unlink-kind
// Removes the relationships from actors to the records that their field `kind` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Actor {id: row.id})-[r:OF_KIND]->(m:ActorKind {id: row.target})
DELETE r

// name: naming-kind
// Pages through the ids of the actors whose `kind` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:ActorKind {id: id})<-[:OF_KIND]-(n:Actor)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most

// name: link-level
// Joins actors to the records in their field `level`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Actor {id: row.id})
MATCH (m:Level {id: row.target})
MERGE (n)-[:AT_LEVEL]->(m)

// name: unlink-level
// Removes the relationships from actors to the records that their field `level` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Actor {id: row.id})-[r:AT_LEVEL]->(m:Level {id: row.target})
DELETE r

// name: naming-level
// Pages through the ids of the actors whose `level` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:Level {id: id})<-[:AT_LEVEL]-(n:Actor)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most

// name: link-place
// Joins actors to the records in their field `place`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Actor {id: row.id})
MATCH (m:Place {id: row.target})
MERGE (n)-[:LOCATED_IN]->(m)

// name: unlink-place
// Removes the relationships from actors to the records that their field `place` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Actor {id: row.id})-[r:LOCATED_IN]->(m:Place {id: row.target})
DELETE r

// name: naming-place
// Pages through the ids of the actors whose `place` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:Place {id: id})<-[:LOCATED_IN]-(n:Actor)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most

// name: link-roles
// Joins actors to the records in their field `roles`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Actor {id: row.id})
MATCH (m:Role {id: row.target})
MERGE (n)-[:PLAYS]->(m)

// name: unlink-roles
// Removes the relationships from actors to the records that their field `roles` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Actor {id: row.id})-[r:PLAYS]->(m:Role {id: row.target})
DELETE r

// name: naming-roles
// Pages through the ids of the actors whose `roles` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:Role {id: id})<-[:PLAYS]-(n:Actor)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most

// name: link-part_of
// Joins actors to the records in their field `part_of`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Actor {id: row.id})
MATCH (m:Actor {id: row.target})
MERGE (n)-[:PART_OF]->(m)

// name: unlink-part_of
// Removes the relationships from actors to the records that their field `part_of` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Actor {id: row.id})-[r:PART_OF]->(m:Actor {id: row.target})
DELETE r

// name: naming-part_of
// Pages through the ids of the actors whose `part_of` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:Actor {id: id})<-[:PART_OF]-(n:Actor)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most

// name: link-resulted_from
// Joins actors to the records in their field `resulted_from`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Actor {id: row.id})
MATCH (m:Actor {id: row.target})
MERGE (n)-[:RESULTED_FROM]->(m)

// name: unlink-resulted_from
// Removes the relationships from actors to the records that their field `resulted_from` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Actor {id: row.id})-[r:RESULTED_FROM]->(m:Actor {id: row.target})
DELETE r

// name: naming-resulted_from
// Pages through the ids of the actors whose `resulted_from` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:Actor {id: id})<-[:RESULTED_FROM]-(n:Actor)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most
