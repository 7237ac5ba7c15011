// name: page
// Pages by id through the headcounts and the ids in their references.
// reads
// param after: the id after which the page begins
// param most: largest number of rows
// column properties: its own fields
// column forum: ids at the end of COUNT_OF
// limit 10000
MATCH (n:Headcount)
WHERE n.id > $after
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:COUNT_OF]->(m:Forum) RETURN m.id } AS forum
ORDER BY n.id LIMIT $most

// name: some
// Reads the headcounts of the given ids, and the ids in their references.
// reads
// param ids: list of ids
// column properties: its own fields
// column forum: ids at the end of COUNT_OF
// limit 10000
UNWIND $ids AS id
MATCH (n:Headcount {id: id})
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:COUNT_OF]->(m:Forum) RETURN m.id } AS forum
ORDER BY n.id

// name: ids
// Lists the first ids of headcounts, to suggest one when an id is misspelt.
// reads
// param most: largest number of rows
// column id: its id
// limit 10000
MATCH (n:Headcount)
RETURN n.id AS id
ORDER BY n.id LIMIT $most

// name: put
// Creates the headcounts that do not exist, and sets the fields of all.
// writes
// param rows: list of {id, properties}; a null property is removed
UNWIND $rows AS row
MERGE (n:Headcount {id: row.id})
SET n += row.properties

// name: drop
// Removes headcounts and the relationships of their fields. Fails if another node still refers to one of them.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:Headcount {id: id})
OPTIONAL MATCH (n)-[r:COUNT_OF]->()
DELETE r
WITH DISTINCT n
DELETE n

// name: clear
// Removes up to `most` headcounts and their relationships, from a landscape that was only partly written. Repeat until `gone` is 0.
// writes
// param most: largest number of nodes
// column gone: number of removed nodes
MATCH (n:Headcount)
WITH n LIMIT $most
DETACH DELETE n
RETURN count(*) AS gone

// name: link-forum
// Joins headcounts to the records in their field `forum`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Headcount {id: row.id})
MATCH (m:Forum {id: row.target})
MERGE (n)-[:COUNT_OF]->(m)

// name: unlink-forum
// Removes the relationships from headcounts to the records that their field `forum` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Headcount {id: row.id})-[r:COUNT_OF]->(m:Forum {id: row.target})
DELETE r

// name: naming-forum
// Pages through the ids of the headcounts whose `forum` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:Forum {id: id})<-[:COUNT_OF]-(n:Headcount)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most
