// name: page
// Pages by id through the assignments and the ids in their references.
// reads
// param after: the id after which the page begins
// param most: largest number of rows
// column properties: its own fields
// column decision: ids at the end of PART_OF_DECISION
// column addressee: ids at the end of ADDRESSED_TO
// limit 10000
MATCH (n:Assignment)
WHERE n.id > $after
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:PART_OF_DECISION]->(m:Decision) RETURN m.id } AS decision,
       COLLECT { MATCH (n)-[:ADDRESSED_TO]->(m:Party) RETURN m.id } AS addressee
ORDER BY n.id LIMIT $most

// name: some
// Reads the assignments of the given ids, and the ids in their references.
// reads
// param ids: list of ids
// column properties: its own fields
// column decision: ids at the end of PART_OF_DECISION
// column addressee: ids at the end of ADDRESSED_TO
// limit 10000
UNWIND $ids AS id
MATCH (n:Assignment {id: id})
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:PART_OF_DECISION]->(m:Decision) RETURN m.id } AS decision,
       COLLECT { MATCH (n)-[:ADDRESSED_TO]->(m:Party) RETURN m.id } AS addressee
ORDER BY n.id

// name: ids
// Lists the first ids of assignments, to suggest one when an id is misspelt.
// reads
// param most: largest number of rows
// column id: its id
// limit 10000
MATCH (n:Assignment)
RETURN n.id AS id
ORDER BY n.id LIMIT $most

// name: put
// Creates the assignments that do not exist, and sets the fields of all.
// writes
// param rows: list of {id, properties}; a null property is removed
UNWIND $rows AS row
MERGE (n:Assignment {id: row.id})
SET n += row.properties

// name: drop
// Removes assignments and the relationships of their fields. Fails if another node still refers to one of them.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:Assignment {id: id})
OPTIONAL MATCH (n)-[r:PART_OF_DECISION|ADDRESSED_TO]->()
DELETE r
WITH DISTINCT n
DELETE n

// name: clear
// Removes up to `most` assignments and their relationships, from a landscape that was only partly written. Repeat until `gone` is 0.
// writes
// param most: largest number of nodes
// column gone: number of removed nodes
MATCH (n:Assignment)
WITH n LIMIT $most
DETACH DELETE n
RETURN count(*) AS gone

// name: link-decision
// Joins assignments to the records in their field `decision`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Assignment {id: row.id})
MATCH (m:Decision {id: row.target})
MERGE (n)-[:PART_OF_DECISION]->(m)

// name: unlink-decision
// Removes the relationships from assignments to the records that their field `decision` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Assignment {id: row.id})-[r:PART_OF_DECISION]->(m:Decision {id: row.target})
DELETE r

// name: naming-decision
// Pages through the ids of the assignments whose `decision` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:Decision {id: id})<-[:PART_OF_DECISION]-(n:Assignment)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most

// name: link-addressee
// Joins assignments to the records in their field `addressee`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Assignment {id: row.id})
MATCH (m:Party {id: row.target})
MERGE (n)-[:ADDRESSED_TO]->(m)

// name: unlink-addressee
// Removes the relationships from assignments to the records that their field `addressee` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Assignment {id: row.id})-[r:ADDRESSED_TO]->(m:Party {id: row.target})
DELETE r

// name: naming-addressee
// Pages through the ids of the assignments whose `addressee` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:Party {id: id})<-[:ADDRESSED_TO]-(n:Assignment)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most
