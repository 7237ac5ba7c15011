// name: page
// Pages by id through the areas and the ids in their references.
// reads
// param after: the id after which the page begins
// param most: largest number of rows
// column properties: its own fields
// column roles: ids at the end of WHERE_MEETS
// limit 10000
MATCH (n:Area)
WHERE n.id > $after
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:WHERE_MEETS]->(m:Role) RETURN m.id } AS roles
ORDER BY n.id LIMIT $most

// name: some
// Reads the areas of the given ids, and the ids in their references.
// reads
// param ids: list of ids
// column properties: its own fields
// column roles: ids at the end of WHERE_MEETS
// limit 10000
UNWIND $ids AS id
MATCH (n:Area {id: id})
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:WHERE_MEETS]->(m:Role) RETURN m.id } AS roles
ORDER BY n.id

// name: ids
// Lists the first ids of areas, to suggest one when an id is misspelt.
// reads
// param most: largest number of rows
// column id: its id
// limit 10000
MATCH (n:Area)
RETURN n.id AS id
ORDER BY n.id LIMIT $most

// name: put
// Creates the areas that do not exist, and sets the fields of all.
// writes
// param rows: list of {id, properties}; a null property is removed
UNWIND $rows AS row
MERGE (n:Area {id: row.id})
SET n += row.properties

// name: drop
// Removes areas and the relationships of their fields. Fails if another node still refers to one of them.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:Area {id: id})
OPTIONAL MATCH (n)-[r:WHERE_MEETS]->()
DELETE r
WITH DISTINCT n
DELETE n

// name: clear
// Removes up to `most` areas and their relationships, from a landscape that was only partly written. Repeat until `gone` is 0.
// writes
// param most: largest number of nodes
// column gone: number of removed nodes
MATCH (n:Area)
WITH n LIMIT $most
DETACH DELETE n
RETURN count(*) AS gone

// name: link-roles
// Joins areas to the records in their field `roles`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Area {id: row.id})
MATCH (m:Role {id: row.target})
MERGE (n)-[:WHERE_MEETS]->(m)

// name: unlink-roles
// Removes the relationships from areas to the records that their field `roles` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Area {id: row.id})-[r:WHERE_MEETS]->(m:Role {id: row.target})
DELETE r

// name: naming-roles
// Pages through the ids of the areas whose `roles` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:Role {id: id})<-[:WHERE_MEETS]-(n:Area)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most
