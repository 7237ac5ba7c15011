// Parts forums from what their field `part_of` named.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Forum {id: row.id})-[r:COMMITTEE_OF]->(m:Forum {id: row.target})
DELETE r
