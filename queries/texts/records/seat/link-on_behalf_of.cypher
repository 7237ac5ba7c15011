// Joins seats to what their field `on_behalf_of` names.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Seat {id: row.id})
MATCH (m:Party {id: row.target})
MERGE (n)-[:ON_BEHALF_OF]->(m)
