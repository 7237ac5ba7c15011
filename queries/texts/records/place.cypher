// name: page
// Pages by id through the places and the ids in their references.
// reads
// param after: the id after which the page begins
// param most: largest number of rows
// column properties: its own fields
// column within: ids at the end of WITHIN
// limit 10000
MATCH (n:Place)
WHERE n.id > $after
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:WITHIN]->(m:Place) RETURN m.id } AS within
ORDER BY n.id LIMIT $most

// name: some
// Reads the places of the given ids, and the ids in their references.
// reads
// param ids: list of ids
// column properties: its own fields
// column within: ids at the end of WITHIN
// limit 10000
UNWIND $ids AS id
MATCH (n:Place {id: id})
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:WITHIN]->(m:Place) RETURN m.id } AS within
ORDER BY n.id

// name: ids
// Lists the first ids of places, to suggest one when an id is misspelt.
// reads
// param most: largest number of rows
// column id: its id
// limit 10000
MATCH (n:Place)
RETURN n.id AS id
ORDER BY n.id LIMIT $most

// name: put
// Creates the places that do not exist, and sets the fields of all.
// writes
// param rows: list of {id, properties}; a null property is removed
UNWIND $rows AS row
MERGE (n:Place {id: row.id})
SET n += row.properties

// name: drop
// Removes places and the relationships of their fields. Fails if another node still refers to one of them.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:Place {id: id})
OPTIONAL MATCH (n)-[r:WITHIN]->()
DELETE r
WITH DISTINCT n
DELETE n

// name: clear
// Removes up to `most` places and their relationships, from a landscape that was only partly written. Repeat until `gone` is 0.
// writes
// param most: largest number of nodes
// column gone: number of removed nodes
MATCH (n:Place)
WITH n LIMIT $most
DETACH DELETE n
RETURN count(*) AS gone

// name: link-within
// Joins places to the records in their field `within`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Place {id: row.id})
MATCH (m:Place {id: row.target})
MERGE (n)-[:WITHIN]->(m)

// name: unlink-within
// Removes the relationships from places to the records that their field `within` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Place {id: row.id})-[r:WITHIN]->(m:Place {id: row.target})
DELETE r

// name: naming-within
// Pages through the ids of the places whose `within` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:Place {id: id})<-[:WITHIN]-(n:Place)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most
