// name: page
// Pages through the representations by their source: each row is a Party node, in order of id.
// reads
// param after: the node's id after which the page begins
// param most: nodes at most
// column node: the node's id
// column edges: its REPRESENTS edges as [id of the other end, fields]
// limit 10000
MATCH (a:Party)
WHERE a.id > $after
RETURN a.id AS node,
       COLLECT { MATCH (a)-[r:REPRESENTS]->(b:Party) RETURN [b.id, properties(r)] } AS edges
ORDER BY a.id LIMIT $most

// name: some
// Reads the representations of the given ids.
// reads
// param ids: list of ids
// column source: id of its source
// column target: id of its target
// column properties: its fields
// limit 10000
MATCH (a:Party)-[r:REPRESENTS]->(b:Party)
WHERE r.id IN $ids
RETURN a.id AS source, b.id AS target, properties(r) AS properties
ORDER BY r.id

// name: ids
// Lists ids of representations, to suggest one when an id is misspelt. Which ones is open if there are more than `most`.
// reads
// param most: largest number of rows
// column id: its id
// limit 10000
MATCH (:Party)-[r:REPRESENTS]->()
RETURN r.id AS id
LIMIT $most

// name: put
// Creates the representations that do not exist, and sets the fields of all.
// writes
// param rows: list of {id, source, target, properties}; a null property is removed
UNWIND $rows AS row
MATCH (a:Party {id: row.source})
MATCH (b:Party {id: row.target})
MERGE (a)-[r:REPRESENTS {id: row.id}]->(b)
SET r += row.properties

// name: drop
// Removes representations. Each is found from its source.
// writes
// param rows: list of {id, source}
UNWIND $rows AS row
MATCH (a:Party {id: row.source})-[r:REPRESENTS {id: row.id}]->()
DELETE r

// name: naming-source
// Pages by id through the representations whose `source` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// column source: id of its source
// column target: id of its target
// column properties: its fields
// limit 10000
UNWIND $ids AS id
MATCH (a:Party {id: id})-[r:REPRESENTS]->(b:Party)
WHERE r.id > $after
RETURN r.id AS id, a.id AS source, b.id AS target, properties(r) AS properties
ORDER BY id LIMIT $most

// name: naming-target
// Pages by id through the representations whose `target` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// column source: id of its source
// column target: id of its target
// column properties: its fields
// limit 10000
UNWIND $ids AS id
MATCH (b:Party {id: id})<-[r:REPRESENTS]-(a:Party)
WHERE r.id > $after
RETURN r.id AS id, a.id AS source, b.id AS target, properties(r) AS properties
ORDER BY id LIMIT $most
