// Parts seats from what their field `on_behalf_of` named.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Seat {id: row.id})-[r:ON_BEHALF_OF]->(m:Party {id: row.target})
DELETE r
