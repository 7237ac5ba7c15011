// name: page
// Pages by id through the rule settings and the ids in their references.
// reads
// param after: the id after which the page begins
// param most: largest number of rows
// column properties: its own fields
// limit 10000
MATCH (n:RuleSetting)
WHERE n.id > $after
RETURN properties(n) AS properties
ORDER BY n.id LIMIT $most

// name: some
// Reads the rule settings of the given ids, and the ids in their references.
// reads
// param ids: list of ids
// column properties: its own fields
// limit 10000
UNWIND $ids AS id
MATCH (n:RuleSetting {id: id})
RETURN properties(n) AS properties
ORDER BY n.id

// name: ids
// Lists the first ids of rule settings, to suggest one when an id is misspelt.
// reads
// param most: largest number of rows
// column id: its id
// limit 10000
MATCH (n:RuleSetting)
RETURN n.id AS id
ORDER BY n.id LIMIT $most

// name: put
// Creates the rule settings that do not exist, and sets the fields of all.
// writes
// param rows: list of {id, properties}; a null property is removed
UNWIND $rows AS row
MERGE (n:RuleSetting {id: row.id})
SET n += row.properties

// name: drop
// Removes rule settings and the relationships of their fields. Fails if another node still refers to one of them.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:RuleSetting {id: id})
DELETE n

// name: clear
// Removes up to `most` rule settings and their relationships, from a landscape that was only partly written. Repeat until `gone` is 0.
// writes
// param most: largest number of nodes
// column gone: number of removed nodes
MATCH (n:RuleSetting)
WITH n LIMIT $most
DETACH DELETE n
RETURN count(*) AS gone
