// Joins forums to what their field `part_of` names.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Forum {id: row.id})
MATCH (m:Forum {id: row.target})
MERGE (n)-[:COMMITTEE_OF]->(m)
