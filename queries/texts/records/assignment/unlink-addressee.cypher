// Parts assignments from what their field `addressee` named.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Assignment {id: row.id})-[r:ADDRESSED_TO]->(m:Party {id: row.target})
DELETE r
