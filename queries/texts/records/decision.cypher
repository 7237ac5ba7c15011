// name: page
// Pages by id through the decisions and the ids in their references.
// reads
// param after: the id after which the page begins
// param most: largest number of rows
// column properties: its own fields
// column taken_in: ids at the end of TAKEN_IN
// column meeting: ids at the end of TAKEN_AT
// column follows_up: ids at the end of FOLLOWS_UP
// column part_of: ids at the end of PART_OF_WHOLE
// limit 10000
MATCH (n:Decision)
WHERE n.id > $after
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:TAKEN_IN]->(m:Party) RETURN m.id } AS taken_in,
       COLLECT { MATCH (n)-[:TAKEN_AT]->(m:Meeting) RETURN m.id } AS meeting,
       COLLECT { MATCH (n)-[:FOLLOWS_UP]->(m:Decision) RETURN m.id } AS follows_up,
       COLLECT { MATCH (n)-[:PART_OF_WHOLE]->(m:Decision) RETURN m.id } AS part_of
ORDER BY n.id LIMIT $most

// name: some
// Reads the decisions of the given ids, and the ids in their references.
// reads
// param ids: list of ids
// column properties: its own fields
// column taken_in: ids at the end of TAKEN_IN
// column meeting: ids at the end of TAKEN_AT
// column follows_up: ids at the end of FOLLOWS_UP
// column part_of: ids at the end of PART_OF_WHOLE
// limit 10000
UNWIND $ids AS id
MATCH (n:Decision {id: id})
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:TAKEN_IN]->(m:Party) RETURN m.id } AS taken_in,
       COLLECT { MATCH (n)-[:TAKEN_AT]->(m:Meeting) RETURN m.id } AS meeting,
       COLLECT { MATCH (n)-[:FOLLOWS_UP]->(m:Decision) RETURN m.id } AS follows_up,
       COLLECT { MATCH (n)-[:PART_OF_WHOLE]->(m:Decision) RETURN m.id } AS part_of
ORDER BY n.id

// name: ids
// Lists the first ids of decisions, to suggest one when an id is misspelt.
// reads
// param most: largest number of rows
// column id: its id
// limit 10000
MATCH (n:Decision)
RETURN n.id AS id
ORDER BY n.id LIMIT $most

// name: put
// Creates the decisions that do not exist, and sets the fields of all.
// writes
// param rows: list of {id, properties}; a null property is removed
UNWIND $rows AS row
MERGE (n:Decision {id: row.id})
SET n += row.properties

// name: drop
// Removes decisions and the relationships of their fields. Fails if another node still refers to one of them.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:Decision {id: id})
OPTIONAL MATCH (n)-[r:TAKEN_IN|TAKEN_AT|FOLLOWS_UP|PART_OF_WHOLE]->()
DELETE r
WITH DISTINCT n
DELETE n

// name: clear
// Removes up to `most` decisions and their relationships, from a landscape that was only partly written. Repeat until `gone` is 0.
// writes
// param most: largest number of nodes
// column gone: number of removed nodes
MATCH (n:Decision)
WITH n LIMIT $most
DETACH DELETE n
RETURN count(*) AS gone

// name: link-taken_in
// Joins decisions to the records in their field `taken_in`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Decision {id: row.id})
MATCH (m:Party {id: row.target})
MERGE (n)-[:TAKEN_IN]->(m)

// name: unlink-taken_in
// Removes the relationships from decisions to the records that their field `taken_in` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Decision {id: row.id})-[r:TAKEN_IN]->(m:Party {id: row.target})
DELETE r

// name: naming-taken_in
// Pages through the ids of the decisions whose `taken_in` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:Party {id: id})<-[:TAKEN_IN]-(n:Decision)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most

// name: link-meeting
// Joins decisions to the records in their field `meeting`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Decision {id: row.id})
MATCH (m:Meeting {id: row.target})
MERGE (n)-[:TAKEN_AT]->(m)

// name: unlink-meeting
// Removes the relationships from decisions to the records that their field `meeting` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Decision {id: row.id})-[r:TAKEN_AT]->(m:Meeting {id: row.target})
DELETE r

// name: naming-meeting
// Pages through the ids of the decisions whose `meeting` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:Meeting {id: id})<-[:TAKEN_AT]-(n:Decision)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most

// name: link-follows_up
// Joins decisions to the records in their field `follows_up`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Decision {id: row.id})
MATCH (m:Decision {id: row.target})
MERGE (n)-[:FOLLOWS_UP]->(m)

// name: unlink-follows_up
// Removes the relationships from decisions to the records that their field `follows_up` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Decision {id: row.id})-[r:FOLLOWS_UP]->(m:Decision {id: row.target})
DELETE r

// name: naming-follows_up
// Pages through the ids of the decisions whose `follows_up` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:Decision {id: id})<-[:FOLLOWS_UP]-(n:Decision)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most

// name: link-part_of
// Joins decisions to the records in their field `part_of`.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Decision {id: row.id})
MATCH (m:Decision {id: row.target})
MERGE (n)-[:PART_OF_WHOLE]->(m)

// name: unlink-part_of
// Removes the relationships from decisions to the records that their field `part_of` held.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Decision {id: row.id})-[r:PART_OF_WHOLE]->(m:Decision {id: row.target})
DELETE r

// name: naming-part_of
// Pages through the ids of the decisions whose `part_of` is one of the given records.
// reads
// param ids: ids of the given records
// param after: the id after which the page begins
// param most: largest number of rows
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:Decision {id: id})<-[:PART_OF_WHOLE]-(n:Decision)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most
