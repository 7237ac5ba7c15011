// name: page
// Pages by id through the muted findings and the ids in their references.
// reads
// param after: the id after which the page begins
// param most: largest number of rows
// column properties: its own fields
// limit 10000
MATCH (n:Mute)
WHERE n.id > $after
RETURN properties(n) AS properties
ORDER BY n.id LIMIT $most

// name: some
// Reads the muted findings of the given ids, and the ids in their references.
// reads
// param ids: list of ids
// column properties: its own fields
// limit 10000
UNWIND $ids AS id
MATCH (n:Mute {id: id})
RETURN properties(n) AS properties
ORDER BY n.id

// name: ids
// Lists the first ids of muted findings, to suggest one when an id is misspelt.
// reads
// param most: largest number of rows
// column id: its id
// limit 10000
MATCH (n:Mute)
RETURN n.id AS id
ORDER BY n.id LIMIT $most

// name: put
// Creates the muted findings that do not exist, and sets the fields of all.
// writes
// param rows: list of {id, properties}; a null property is removed
UNWIND $rows AS row
MERGE (n:Mute {id: row.id})
SET n += row.properties

// name: drop
// Removes muted findings and the relationships of their fields. Fails if another node still refers to one of them.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:Mute {id: id})
DELETE n

// name: clear
// Removes up to `most` muted findings and their relationships, from a landscape that was only partly written. Repeat until `gone` is 0.
// writes
// param most: largest number of nodes
// column gone: number of removed nodes
MATCH (n:Mute)
WITH n LIMIT $most
DETACH DELETE n
RETURN count(*) AS gone
