// name: page
// Pages by id through the seats and the ids in their references.
// reads
// param after: the id after which the page begins
// param most: largest number of rows
// column properties: its own fields
// column forum: ids at the end of SEAT_IN
// column holder: ids at the end of HELD_BY
// column on_behalf_of: ids at the end of ON_BEHALF_OF
// limit 10000
MATCH (n:Seat)
WHERE n.id > $after
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:SEAT_IN]->(m:Forum) RETURN m.id } AS forum,
       COLLECT { MATCH (n)-[:HELD_BY]->(m:Party) RETURN m.id } AS holder,
       COLLECT { MATCH (n)-[:ON_BEHALF_OF]->(m:Party) RETURN m.id } AS on_behalf_of
ORDER BY n.id LIMIT $most

// name: some
// Reads the seats of the given ids, and the ids in their references.
// reads
// param ids: list of ids
// column properties: its own fields
// column forum: ids at the end of SEAT_IN
// column holder: ids at the end of HELD_BY
// column on_behalf_of: ids at the end of ON_BEHALF_OF
// limit 10000
UNWIND $ids AS id
MATCH (n:Seat {id: id})
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:SEAT_IN]->(m:Forum) RETURN m.id } AS forum,
       COLLECT { MATCH (n)-[:HELD_BY]->(m:Party) RETURN m.id } AS holder,
       COLLECT { MATCH (n)-[:ON_BEHALF_OF]->(m:Party) RETURN m.id } AS on_behalf_of
ORDER BY n.id

// name: ids
// Lists the first ids of seats, to suggest one when an id is misspelt.
// reads
// param most: largest number of rows
// column id: its id
// limit 10000
MATCH (n:Seat)
RETURN n.id AS id
ORDER BY n.id LIMIT $most

// name: put
// Creates the seats that do not exist, and sets the fields of all.
// writes
// param rows: list of {id, properties}; a null property is removed
UNWIND $rows AS row
MERGE (n:Seat {id: row.id})
SET n += row.properties

// name: drop
// Removes seats and the relationships of their fields. Fails if another node still refers to one of them.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:Seat {id: id})
OPTIONAL MATCH (n)-[r:SEAT_IN|HELD_BY|ON_BEHALF_OF]->()
DELETE r
WITH DISTINCT n
DELETE n

// name: clear
// Removes up to `most` seats and their relationships, from a landscape that was only partly written. Repeat until `gone` is 0.
// writes
// param most: largest number of nodes
// column gone: number of removed nodes
MATCH (n:Seat)
WITH n LIMIT $most
DETACH DELETE n
RETURN count(*) AS gone

// name: link-forum
// Joins seats to the records in their field `forum`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Seat {id: row.id})
MATCH (m:Forum {id: row.target})
MERGE (n)-[:SEAT_IN]->(m)

// name: unlink-forum
// Removes the relationships from seats to the records that their field `forum` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Seat {id: row.id})-[r:SEAT_IN]->(m:Forum {id: row.target})
DELETE r

// name: naming-forum
// Pages through the ids of the seats whose `forum` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:Forum {id: id})<-[:SEAT_IN]-(n:Seat)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most

// name: link-holder
// Joins seats to the records in their field `holder`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Seat {id: row.id})
MATCH (m:Party {id: row.target})
MERGE (n)-[:HELD_BY]->(m)

// name: unlink-holder
// Removes the relationships from seats to the records that their field `holder` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Seat {id: row.id})-[r:HELD_BY]->(m:Party {id: row.target})
DELETE r

// name: naming-holder
// Pages through the ids of the seats whose `holder` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:Party {id: id})<-[:HELD_BY]-(n:Seat)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most

// name: link-on_behalf_of
// Joins seats to the records in their field `on_behalf_of`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Seat {id: row.id})
MATCH (m:Party {id: row.target})
MERGE (n)-[:ON_BEHALF_OF]->(m)

// name: unlink-on_behalf_of
// Removes the relationships from seats to the records that their field `on_behalf_of` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Seat {id: row.id})-[r:ON_BEHALF_OF]->(m:Party {id: row.target})
DELETE r

// name: naming-on_behalf_of
// Pages through the ids of the seats whose `on_behalf_of` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:Party {id: id})<-[:ON_BEHALF_OF]-(n:Seat)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most
