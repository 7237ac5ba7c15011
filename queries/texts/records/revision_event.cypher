// name: page
// Pages by id through the decisions on revisions and the ids in their references.
// reads
// param after: the id after which the page begins
// param most: largest number of rows
// column properties: its own fields
// limit 10000
MATCH (n:RevisionEvent)
WHERE n.id > $after
RETURN properties(n) AS properties
ORDER BY n.id LIMIT $most

// name: some
// Reads the decisions on revisions of the given ids, and the ids in their references.
// reads
// param ids: list of ids
// column properties: its own fields
// limit 10000
UNWIND $ids AS id
MATCH (n:RevisionEvent {id: id})
RETURN properties(n) AS properties
ORDER BY n.id

// name: ids
// Lists the first ids of decisions on revisions, to suggest one when an id is misspelt.
// reads
// param most: largest number of rows
// column id: its id
// limit 10000
MATCH (n:RevisionEvent)
RETURN n.id AS id
ORDER BY n.id LIMIT $most

// name: put
// Creates the decisions on revisions that do not exist, and sets the fields of all.
// writes
// param rows: list of {id, properties}; a null property is removed
UNWIND $rows AS row
MERGE (n:RevisionEvent {id: row.id})
SET n += row.properties

// name: drop
// Removes decisions on revisions and the relationships of their fields. Fails if another node still refers to one of them.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:RevisionEvent {id: id})
DELETE n

// name: clear
// Removes up to `most` decisions on revisions and their relationships, from a landscape that was only partly written. Repeat until `gone` is 0.
// writes
// param most: largest number of nodes
// column gone: number of removed nodes
MATCH (n:RevisionEvent)
WITH n LIMIT $most
DETACH DELETE n
RETURN count(*) AS gone
