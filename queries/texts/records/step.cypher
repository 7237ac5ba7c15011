// name: page
// Pages by id through the steps and the ids in their references.
// reads
// param after: the id after which the page begins
// param most: largest number of rows
// column properties: its own fields
// column assignment: ids at the end of STEP_OF
// column by: ids at the end of STEPPED_BY
// limit 10000
MATCH (n:Step)
WHERE n.id > $after
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:STEP_OF]->(m:Assignment) RETURN m.id } AS assignment,
       COLLECT { MATCH (n)-[:STEPPED_BY]->(m:Party) RETURN m.id } AS by
ORDER BY n.id LIMIT $most

// name: some
// Reads the steps of the given ids, and the ids in their references.
// reads
// param ids: list of ids
// column properties: its own fields
// column assignment: ids at the end of STEP_OF
// column by: ids at the end of STEPPED_BY
// limit 10000
UNWIND $ids AS id
MATCH (n:Step {id: id})
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:STEP_OF]->(m:Assignment) RETURN m.id } AS assignment,
       COLLECT { MATCH (n)-[:STEPPED_BY]->(m:Party) RETURN m.id } AS by
ORDER BY n.id

// name: ids
// Lists the first ids of steps, to suggest one when an id is misspelt.
// reads
// param most: largest number of rows
// column id: its id
// limit 10000
MATCH (n:Step)
RETURN n.id AS id
ORDER BY n.id LIMIT $most

// name: put
// Creates the steps that do not exist, and sets the fields of all.
// writes
// param rows: list of {id, properties}; a null property is removed
UNWIND $rows AS row
MERGE (n:Step {id: row.id})
SET n += row.properties

// name: drop
// Removes steps and the relationships of their fields. Fails if another node still refers to one of them.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:Step {id: id})
OPTIONAL MATCH (n)-[r:STEP_OF|STEPPED_BY]->()
DELETE r
WITH DISTINCT n
DELETE n

// name: clear
// Removes up to `most` steps and their relationships, from a landscape that was only partly written. Repeat until `gone` is 0.
// writes
// param most: largest number of nodes
// column gone: number of removed nodes
MATCH (n:Step)
WITH n LIMIT $most
DETACH DELETE n
RETURN count(*) AS gone

// name: link-assignment
// Joins steps to the records in their field `assignment`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Step {id: row.id})
MATCH (m:Assignment {id: row.target})
MERGE (n)-[:STEP_OF]->(m)

// name: unlink-assignment
// Removes the relationships from steps to the records that their field `assignment` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Step {id: row.id})-[r:STEP_OF]->(m:Assignment {id: row.target})
DELETE r

// name: naming-assignment
// Pages through the ids of the steps whose `assignment` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:Assignment {id: id})<-[:STEP_OF]-(n:Step)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most

// name: link-by
// Joins steps to the records in their field `by`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Step {id: row.id})
MATCH (m:Party {id: row.target})
MERGE (n)-[:STEPPED_BY]->(m)

// name: unlink-by
// Removes the relationships from steps to the records that their field `by` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Step {id: row.id})-[r:STEPPED_BY]->(m:Party {id: row.target})
DELETE r

// name: naming-by
// Pages through the ids of the steps whose `by` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:Party {id: id})<-[:STEPPED_BY]-(n:Step)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most
