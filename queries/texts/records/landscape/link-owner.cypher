// Joins landscapes to what their field `owner` names.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Landscape {id: row.id})
MATCH (m:Actor {id: row.target})
MERGE (n)-[:OWNED_BY]->(m)
