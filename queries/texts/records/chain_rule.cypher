// name: page
// Pages by id through the chain rules and the ids in their references.
// reads
// param after: the id after which the page begins
// param most: largest number of rows
// column properties: its own fields
// column from_area: ids at the end of CHAIN_FROM_AREA
// column from_level: ids at the end of CHAIN_FROM_LEVEL
// column from_kinds: ids at the end of CHAIN_FROM_KIND
// column from_parties: ids at the end of CHAIN_FROM_PARTY
// column to_area: ids at the end of CHAIN_TO_AREA
// column to_level: ids at the end of CHAIN_TO_LEVEL
// column to_kinds: ids at the end of CHAIN_TO_KIND
// column to_parties: ids at the end of CHAIN_TO_PARTY
// column place: ids at the end of CHAIN_IN_PLACE
// limit 10000
MATCH (n:ChainRule)
WHERE n.id > $after
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:CHAIN_FROM_AREA]->(m:Area) RETURN m.id } AS from_area,
       COLLECT { MATCH (n)-[:CHAIN_FROM_LEVEL]->(m:Level) RETURN m.id } AS from_level,
       COLLECT { MATCH (n)-[:CHAIN_FROM_KIND]->(m:ForumKind) RETURN m.id } AS from_kinds,
       COLLECT { MATCH (n)-[:CHAIN_FROM_PARTY]->(m:Party) RETURN m.id } AS from_parties,
       COLLECT { MATCH (n)-[:CHAIN_TO_AREA]->(m:Area) RETURN m.id } AS to_area,
       COLLECT { MATCH (n)-[:CHAIN_TO_LEVEL]->(m:Level) RETURN m.id } AS to_level,
       COLLECT { MATCH (n)-[:CHAIN_TO_KIND]->(m:ForumKind) RETURN m.id } AS to_kinds,
       COLLECT { MATCH (n)-[:CHAIN_TO_PARTY]->(m:Party) RETURN m.id } AS to_parties,
       COLLECT { MATCH (n)-[:CHAIN_IN_PLACE]->(m:Place) RETURN m.id } AS place
ORDER BY n.id LIMIT $most

// name: some
// Reads the chain rules of the given ids, and the ids in their references.
// reads
// param ids: list of ids
// column properties: its own fields
// column from_area: ids at the end of CHAIN_FROM_AREA
// column from_level: ids at the end of CHAIN_FROM_LEVEL
// column from_kinds: ids at the end of CHAIN_FROM_KIND
// column from_parties: ids at the end of CHAIN_FROM_PARTY
// column to_area: ids at the end of CHAIN_TO_AREA
// column to_level: ids at the end of CHAIN_TO_LEVEL
// column to_kinds: ids at the end of CHAIN_TO_KIND
// column to_parties: ids at the end of CHAIN_TO_PARTY
// column place: ids at the end of CHAIN_IN_PLACE
// limit 10000
UNWIND $ids AS id
MATCH (n:ChainRule {id: id})
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:CHAIN_FROM_AREA]->(m:Area) RETURN m.id } AS from_area,
       COLLECT { MATCH (n)-[:CHAIN_FROM_LEVEL]->(m:Level) RETURN m.id } AS from_level,
       COLLECT { MATCH (n)-[:CHAIN_FROM_KIND]->(m:ForumKind) RETURN m.id } AS from_kinds,
       COLLECT { MATCH (n)-[:CHAIN_FROM_PARTY]->(m:Party) RETURN m.id } AS from_parties,
       COLLECT { MATCH (n)-[:CHAIN_TO_AREA]->(m:Area) RETURN m.id } AS to_area,
       COLLECT { MATCH (n)-[:CHAIN_TO_LEVEL]->(m:Level) RETURN m.id } AS to_level,
       COLLECT { MATCH (n)-[:CHAIN_TO_KIND]->(m:ForumKind) RETURN m.id } AS to_kinds,
       COLLECT { MATCH (n)-[:CHAIN_TO_PARTY]->(m:Party) RETURN m.id } AS to_parties,
       COLLECT { MATCH (n)-[:CHAIN_IN_PLACE]->(m:Place) RETURN m.id } AS place
ORDER BY n.id

// name: ids
// Lists the first ids of chain rules, to suggest one when an id is misspelt.
// reads
// param most: largest number of rows
// column id: its id
// limit 10000
MATCH (n:ChainRule)
RETURN n.id AS id
ORDER BY n.id LIMIT $most

// name: put
// Creates the chain rules that do not exist, and sets the fields of all.
// writes
// param rows: list of {id, properties}; a null property is removed
UNWIND $rows AS row
MERGE (n:ChainRule {id: row.id})
SET n += row.properties

// name: drop
// Removes chain rules and the relationships of their fields. Fails if another node still refers to one of them.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:ChainRule {id: id})
OPTIONAL MATCH (n)-[r:CHAIN_FROM_AREA|CHAIN_FROM_LEVEL|CHAIN_FROM_KIND|CHAIN_FROM_PARTY|CHAIN_TO_AREA|CHAIN_TO_LEVEL|CHAIN_TO_KIND|CHAIN_TO_PARTY|CHAIN_IN_PLACE]->()
DELETE r
WITH DISTINCT n
DELETE n

// name: clear
// Removes up to `most` chain rules and their relationships, from a landscape that was only partly written. Repeat until `gone` is 0.
// writes
// param most: largest number of nodes
// column gone: number of removed nodes
MATCH (n:ChainRule)
WITH n LIMIT $most
DETACH DELETE n
RETURN count(*) AS gone

// name: link-from_area
// Joins chain rules to the records in their field `from_area`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:ChainRule {id: row.id})
MATCH (m:Area {id: row.target})
MERGE (n)-[:CHAIN_FROM_AREA]->(m)

// name: unlink-from_area
// Removes the relationships from chain rules to the records that their field `from_area` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:ChainRule {id: row.id})-[r:CHAIN_FROM_AREA]->(m:Area {id: row.target})
DELETE r

// name: naming-from_area
// Pages through the ids of the chain rules whose `from_area` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:Area {id: id})<-[:CHAIN_FROM_AREA]-(n:ChainRule)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most

// name: link-from_level
// Joins chain rules to the records in their field `from_level`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:ChainRule {id: row.id})
MATCH (m:Level {id: row.target})
MERGE (n)-[:CHAIN_FROM_LEVEL]->(m)

// name: unlink-from_level
// Removes the relationships from chain rules to the records that their field `from_level` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:ChainRule {id: row.id})-[r:CHAIN_FROM_LEVEL]->(m:Level {id: row.target})
DELETE r

// name: naming-from_level
// Pages through the ids of the chain rules whose `from_level` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:Level {id: id})<-[:CHAIN_FROM_LEVEL]-(n:ChainRule)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most

// name: link-from_kinds
// Joins chain rules to the records in their field `from_kinds`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:ChainRule {id: row.id})
MATCH (m:ForumKind {id: row.target})
MERGE (n)-[:CHAIN_FROM_KIND]->(m)

// name: unlink-from_kinds
// Removes the relationships from chain rules to the records that their field `from_kinds` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:ChainRule {id: row.id})-[r:CHAIN_FROM_KIND]->(m:ForumKind {id: row.target})
DELETE r

// name: naming-from_kinds
// Pages through the ids of the chain rules whose `from_kinds` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:ForumKind {id: id})<-[:CHAIN_FROM_KIND]-(n:ChainRule)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most

// name: link-from_parties
// Joins chain rules to the records in their field `from_parties`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:ChainRule {id: row.id})
MATCH (m:Party {id: row.target})
MERGE (n)-[:CHAIN_FROM_PARTY]->(m)

// name: unlink-from_parties
// Removes the relationships from chain rules to the records that their field `from_parties` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:ChainRule {id: row.id})-[r:CHAIN_FROM_PARTY]->(m:Party {id: row.target})
DELETE r

// name: naming-from_parties
// Pages through the ids of the chain rules whose `from_parties` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:Party {id: id})<-[:CHAIN_FROM_PARTY]-(n:ChainRule)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most

// name: link-to_area
// Joins chain rules to the records in their field `to_area`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:ChainRule {id: row.id})
MATCH (m:Area {id: row.target})
MERGE (n)-[:CHAIN_TO_AREA]->(m)

// name: unlink-to_area
// Removes the relationships from chain rules to the records that their field `to_area` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:ChainRule {id: row.id})-[r:CHAIN_TO_AREA]->(m:Area {id: row.target})
DELETE r

// name: naming-to_area
// Pages through the ids of the chain rules whose `to_area` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:Area {id: id})<-[:CHAIN_TO_AREA]-(n:ChainRule)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most

// name: link-to_level
// Joins chain rules to the records in their field `to_level`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:ChainRule {id: row.id})
MATCH (m:Level {id: row.target})
MERGE (n)-[:CHAIN_TO_LEVEL]->(m)

// name: unlink-to_level
// Removes the relationships from chain rules to the records that their field `to_level` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:ChainRule {id: row.id})-[r:CHAIN_TO_LEVEL]->(m:Level {id: row.target})
DELETE r

// name: naming-to_level
// Pages through the ids of the chain rules whose `to_level` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:Level {id: id})<-[:CHAIN_TO_LEVEL]-(n:ChainRule)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most

// name: link-to_kinds
// Joins chain rules to the records in their field `to_kinds`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:ChainRule {id: row.id})
MATCH (m:ForumKind {id: row.target})
MERGE (n)-[:CHAIN_TO_KIND]->(m)

// name: unlink-to_kinds
// Removes the relationships from chain rules to the records that their field `to_kinds` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:ChainRule {id: row.id})-[r:CHAIN_TO_KIND]->(m:ForumKind {id: row.target})
DELETE r

// name: naming-to_kinds
// Pages through the ids of the chain rules whose `to_kinds` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:ForumKind {id: id})<-[:CHAIN_TO_KIND]-(n:ChainRule)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most

// name: link-to_parties
// Joins chain rules to the records in their field `to_parties`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:ChainRule {id: row.id})
MATCH (m:Party {id: row.target})
MERGE (n)-[:CHAIN_TO_PARTY]->(m)

// name: unlink-to_parties
// Removes the relationships from chain rules to the records that their field `to_parties` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:ChainRule {id: row.id})-[r:CHAIN_TO_PARTY]->(m:Party {id: row.target})
DELETE r

// name: naming-to_parties
// Pages through the ids of the chain rules whose `to_parties` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:Party {id: id})<-[:CHAIN_TO_PARTY]-(n:ChainRule)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most

// name: link-place
// Joins chain rules to the records in their field `place`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:ChainRule {id: row.id})
MATCH (m:Place {id: row.target})
MERGE (n)-[:CHAIN_IN_PLACE]->(m)

// name: unlink-place
// Removes the relationships from chain rules to the records that their field `place` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:ChainRule {id: row.id})-[r:CHAIN_IN_PLACE]->(m:Place {id: row.target})
DELETE r

// name: naming-place
// Pages through the ids of the chain rules whose `place` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:Place {id: id})<-[:CHAIN_IN_PLACE]-(n:ChainRule)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most
