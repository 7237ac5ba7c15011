// Joins seats to what their field `holder` names.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Seat {id: row.id})
MATCH (m:Party {id: row.target})
MERGE (n)-[:HELD_BY]->(m)
