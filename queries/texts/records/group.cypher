// name: page
// Pages by id through the groups and the ids in their references.
// reads
// param after: the id after which the page begins
// param most: largest number of rows
// column properties: its own fields
// column within: ids at the end of WITHIN_GROUP
// limit 10000
MATCH (n:Group)
WHERE n.id > $after
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:WITHIN_GROUP]->(m:Group) RETURN m.id } AS within
ORDER BY n.id LIMIT $most

// name: some
// Reads the groups of the given ids, and the ids in their references.
// reads
// param ids: list of ids
// column properties: its own fields
// column within: ids at the end of WITHIN_GROUP
// limit 10000
UNWIND $ids AS id
MATCH (n:Group {id: id})
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:WITHIN_GROUP]->(m:Group) RETURN m.id } AS within
ORDER BY n.id

// name: ids
// Lists the first ids of groups, to suggest one when an id is misspelt.
// reads
// param most: largest number of rows
// column id: its id
// limit 10000
MATCH (n:Group)
RETURN n.id AS id
ORDER BY n.id LIMIT $most

// name: put
// Creates the groups that do not exist, and sets the fields of all.
// writes
// param rows: list of {id, properties}; a null property is removed
UNWIND $rows AS row
MERGE (n:Group {id: row.id})
SET n += row.properties

// name: drop
// Removes groups and the relationships of their fields. Fails if another node still refers to one of them.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:Group {id: id})
OPTIONAL MATCH (n)-[r:WITHIN_GROUP]->()
DELETE r
WITH DISTINCT n
DELETE n

// name: clear
// Removes up to `most` groups and their relationships, from a landscape that was only partly written. Repeat until `gone` is 0.
// writes
// param most: largest number of nodes
// column gone: number of removed nodes
MATCH (n:Group)
WITH n LIMIT $most
DETACH DELETE n
RETURN count(*) AS gone

// name: link-within
// Joins groups to the records in their field `within`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Group {id: row.id})
MATCH (m:Group {id: row.target})
MERGE (n)-[:WITHIN_GROUP]->(m)

// name: unlink-within
// Removes the relationships from groups to the records that their field `within` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Group {id: row.id})-[r:WITHIN_GROUP]->(m:Group {id: row.target})
DELETE r

// name: naming-within
// Pages through the ids of the groups whose `within` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:Group {id: id})<-[:WITHIN_GROUP]-(n:Group)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most
