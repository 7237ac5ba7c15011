// name: page
// Pages by id through the landscapes and the ids in their references.
// reads
// param after: the id after which the page begins
// param most: largest number of rows
// column properties: its own fields
// column owner: ids at the end of OWNED_BY
// limit 10000
MATCH (n:Landscape)
WHERE n.id > $after
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:OWNED_BY]->(m:Actor) RETURN m.id } AS owner
ORDER BY n.id LIMIT $most

// name: some
// Reads the landscapes of the given ids, and the ids in their references.
// reads
// param ids: list of ids
// column properties: its own fields
// column owner: ids at the end of OWNED_BY
// limit 10000
UNWIND $ids AS id
MATCH (n:Landscape {id: id})
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:OWNED_BY]->(m:Actor) RETURN m.id } AS owner
ORDER BY n.id

// name: ids
// Lists the first ids of landscapes, to suggest one when an id is misspelt.
// reads
// param most: largest number of rows
// column id: its id
// limit 10000
MATCH (n:Landscape)
RETURN n.id AS id
ORDER BY n.id LIMIT $most

// name: put
// Creates the landscapes that do not exist, and sets the fields of all.
// writes
// param rows: list of {id, properties}; a null property is removed
UNWIND $rows AS row
MERGE (n:Landscape {id: row.id})
SET n += row.properties

// name: drop
// Removes landscapes and the relationships of their fields. Fails if another node still refers to one of them.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:Landscape {id: id})
OPTIONAL MATCH (n)-[r:OWNED_BY]->()
DELETE r
WITH DISTINCT n
DELETE n

// name: clear
// Removes up to `most` landscapes and their relationships, from a landscape that was only partly written. Repeat until `gone` is 0.
// writes
// param most: largest number of nodes
// column gone: number of removed nodes
MATCH (n:Landscape)
WITH n LIMIT $most
DETACH DELETE n
RETURN count(*) AS gone

// name: link-owner
// Joins landscapes to the records in their field `owner`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Landscape {id: row.id})
MATCH (m:Actor {id: row.target})
MERGE (n)-[:OWNED_BY]->(m)

// name: unlink-owner
// Removes the relationships from landscapes to the records that their field `owner` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Landscape {id: row.id})-[r:OWNED_BY]->(m:Actor {id: row.target})
DELETE r

// name: naming-owner
// Pages through the ids of the landscapes whose `owner` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:Actor {id: id})<-[:OWNED_BY]-(n:Landscape)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most
