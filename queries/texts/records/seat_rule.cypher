// name: page
// Pages by id through the seat rules and the ids in their references.
// reads
// param after: the id after which the page begins
// param most: largest number of rows
// column properties: its own fields
// column forum_kind: ids at the end of RULES
// column actor_kinds: ids at the end of ASKS_FOR
// column parties: ids at the end of ASKS_FOR_PARTY
// column roles: ids at the end of ASKS_FOR_ROLE
// column actor_types: ids at the end of ASKS_FOR_TYPE
// column groups: ids at the end of ASKS_FOR_GROUP
// column levels: ids at the end of ASKS_FOR_LEVEL
// column places: ids at the end of ASKS_FOR_PLACE
// limit 10000
MATCH (n:SeatRule)
WHERE n.id > $after
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:RULES]->(m:ForumKind) RETURN m.id } AS forum_kind,
       COLLECT { MATCH (n)-[:ASKS_FOR]->(m:ActorKind) RETURN m.id } AS actor_kinds,
       COLLECT { MATCH (n)-[:ASKS_FOR_PARTY]->(m:Party) RETURN m.id } AS parties,
       COLLECT { MATCH (n)-[:ASKS_FOR_ROLE]->(m:Role) RETURN m.id } AS roles,
       COLLECT { MATCH (n)-[:ASKS_FOR_TYPE]->(m:ActorType) RETURN m.id } AS actor_types,
       COLLECT { MATCH (n)-[:ASKS_FOR_GROUP]->(m:Group) RETURN m.id } AS groups,
       COLLECT { MATCH (n)-[:ASKS_FOR_LEVEL]->(m:Level) RETURN m.id } AS levels,
       COLLECT { MATCH (n)-[:ASKS_FOR_PLACE]->(m:Place) RETURN m.id } AS places
ORDER BY n.id LIMIT $most

// name: some
// Reads the seat rules of the given ids, and the ids in their references.
// reads
// param ids: list of ids
// column properties: its own fields
// column forum_kind: ids at the end of RULES
// column actor_kinds: ids at the end of ASKS_FOR
// column parties: ids at the end of ASKS_FOR_PARTY
// column roles: ids at the end of ASKS_FOR_ROLE
// column actor_types: ids at the end of ASKS_FOR_TYPE
// column groups: ids at the end of ASKS_FOR_GROUP
// column levels: ids at the end of ASKS_FOR_LEVEL
// column places: ids at the end of ASKS_FOR_PLACE
// limit 10000
UNWIND $ids AS id
MATCH (n:SeatRule {id: id})
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:RULES]->(m:ForumKind) RETURN m.id } AS forum_kind,
       COLLECT { MATCH (n)-[:ASKS_FOR]->(m:ActorKind) RETURN m.id } AS actor_kinds,
       COLLECT { MATCH (n)-[:ASKS_FOR_PARTY]->(m:Party) RETURN m.id } AS parties,
       COLLECT { MATCH (n)-[:ASKS_FOR_ROLE]->(m:Role) RETURN m.id } AS roles,
       COLLECT { MATCH (n)-[:ASKS_FOR_TYPE]->(m:ActorType) RETURN m.id } AS actor_types,
       COLLECT { MATCH (n)-[:ASKS_FOR_GROUP]->(m:Group) RETURN m.id } AS groups,
       COLLECT { MATCH (n)-[:ASKS_FOR_LEVEL]->(m:Level) RETURN m.id } AS levels,
       COLLECT { MATCH (n)-[:ASKS_FOR_PLACE]->(m:Place) RETURN m.id } AS places
ORDER BY n.id

// name: ids
// Lists the first ids of seat rules, to suggest one when an id is misspelt.
// reads
// param most: largest number of rows
// column id: its id
// limit 10000
MATCH (n:SeatRule)
RETURN n.id AS id
ORDER BY n.id LIMIT $most

// name: put
// Creates the seat rules that do not exist, and sets the fields of all.
// writes
// param rows: list of {id, properties}; a null property is removed
UNWIND $rows AS row
MERGE (n:SeatRule {id: row.id})
SET n += row.properties

// name: drop
// Removes seat rules and the relationships of their fields. Fails if another node still refers to one of them.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:SeatRule {id: id})
OPTIONAL MATCH (n)-[r:RULES|ASKS_FOR|ASKS_FOR_PARTY|ASKS_FOR_ROLE|ASKS_FOR_TYPE|ASKS_FOR_GROUP|ASKS_FOR_LEVEL|ASKS_FOR_PLACE]->()
DELETE r
WITH DISTINCT n
DELETE n

// name: clear
// Removes up to `most` seat rules and their relationships, from a landscape that was only partly written. Repeat until `gone` is 0.
// writes
// param most: largest number of nodes
// column gone: number of removed nodes
MATCH (n:SeatRule)
WITH n LIMIT $most
DETACH DELETE n
RETURN count(*) AS gone

// name: link-forum_kind
// Joins seat rules to the records in their field `forum_kind`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:SeatRule {id: row.id})
MATCH (m:ForumKind {id: row.target})
MERGE (n)-[:RULES]->(m)

// name: unlink-forum_kind
// Removes the relationships from seat rules to the records that their field `forum_kind` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:SeatRule {id: row.id})-[r:RULES]->(m:ForumKind {id: row.target})
DELETE r

// name: naming-forum_kind
// Pages through the ids of the seat rules whose `forum_kind` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:ForumKind {id: id})<-[:RULES]-(n:SeatRule)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most

// name: link-actor_kinds
// Joins seat rules to the records in their field `actor_kinds`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:SeatRule {id: row.id})
MATCH (m:ActorKind {id: row.target})
MERGE (n)-[:ASKS_FOR]->(m)

// name: unlink-actor_kinds
// Removes the relationships from seat rules to the records that their field `actor_kinds` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:SeatRule {id: row.id})-[r:ASKS_FOR]->(m:ActorKind {id: row.target})
DELETE r

// name: naming-actor_kinds
// Pages through the ids of the seat rules whose `actor_kinds` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:ActorKind {id: id})<-[:ASKS_FOR]-(n:SeatRule)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most

// name: link-parties
// Joins seat rules to the records in their field `parties`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:SeatRule {id: row.id})
MATCH (m:Party {id: row.target})
MERGE (n)-[:ASKS_FOR_PARTY]->(m)

// name: unlink-parties
// Removes the relationships from seat rules to the records that their field `parties` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:SeatRule {id: row.id})-[r:ASKS_FOR_PARTY]->(m:Party {id: row.target})
DELETE r

// name: naming-parties
// Pages through the ids of the seat rules whose `parties` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:Party {id: id})<-[:ASKS_FOR_PARTY]-(n:SeatRule)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most

// name: link-roles
// Joins seat rules to the records in their field `roles`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:SeatRule {id: row.id})
MATCH (m:Role {id: row.target})
MERGE (n)-[:ASKS_FOR_ROLE]->(m)

// name: unlink-roles
// Removes the relationships from seat rules to the records that their field `roles` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:SeatRule {id: row.id})-[r:ASKS_FOR_ROLE]->(m:Role {id: row.target})
DELETE r

// name: naming-roles
// Pages through the ids of the seat rules whose `roles` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:Role {id: id})<-[:ASKS_FOR_ROLE]-(n:SeatRule)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most

// name: link-actor_types
// Joins seat rules to the records in their field `actor_types`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:SeatRule {id: row.id})
MATCH (m:ActorType {id: row.target})
MERGE (n)-[:ASKS_FOR_TYPE]->(m)

// name: unlink-actor_types
// Removes the relationships from seat rules to the records that their field `actor_types` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:SeatRule {id: row.id})-[r:ASKS_FOR_TYPE]->(m:ActorType {id: row.target})
DELETE r

// name: naming-actor_types
// Pages through the ids of the seat rules whose `actor_types` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:ActorType {id: id})<-[:ASKS_FOR_TYPE]-(n:SeatRule)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most

// name: link-groups
// Joins seat rules to the records in their field `groups`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:SeatRule {id: row.id})
MATCH (m:Group {id: row.target})
MERGE (n)-[:ASKS_FOR_GROUP]->(m)

// name: unlink-groups
// Removes the relationships from seat rules to the records that their field `groups` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:SeatRule {id: row.id})-[r:ASKS_FOR_GROUP]->(m:Group {id: row.target})
DELETE r

// name: naming-groups
// Pages through the ids of the seat rules whose `groups` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:Group {id: id})<-[:ASKS_FOR_GROUP]-(n:SeatRule)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most

// name: link-levels
// Joins seat rules to the records in their field `levels`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:SeatRule {id: row.id})
MATCH (m:Level {id: row.target})
MERGE (n)-[:ASKS_FOR_LEVEL]->(m)

// name: unlink-levels
// Removes the relationships from seat rules to the records that their field `levels` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:SeatRule {id: row.id})-[r:ASKS_FOR_LEVEL]->(m:Level {id: row.target})
DELETE r

// name: naming-levels
// Pages through the ids of the seat rules whose `levels` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:Level {id: id})<-[:ASKS_FOR_LEVEL]-(n:SeatRule)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most

// name: link-places
// Joins seat rules to the records in their field `places`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:SeatRule {id: row.id})
MATCH (m:Place {id: row.target})
MERGE (n)-[:ASKS_FOR_PLACE]->(m)

// name: unlink-places
// Removes the relationships from seat rules to the records that their field `places` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:SeatRule {id: row.id})-[r:ASKS_FOR_PLACE]->(m:Place {id: row.target})
DELETE r

// name: naming-places
// Pages through the ids of the seat rules whose `places` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:Place {id: id})<-[:ASKS_FOR_PLACE]-(n:SeatRule)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most
