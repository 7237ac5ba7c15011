// Parts seats from what their field `holder` named.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Seat {id: row.id})-[r:HELD_BY]->(m:Party {id: row.target})
DELETE r
