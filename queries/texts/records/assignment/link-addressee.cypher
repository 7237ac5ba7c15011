// Joins assignments to what their field `addressee` names.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Assignment {id: row.id})
MATCH (m:Party {id: row.target})
MERGE (n)-[:ADDRESSED_TO]->(m)
