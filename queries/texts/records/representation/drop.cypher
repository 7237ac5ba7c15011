// Removes representations, each found from the end that it goes out from.
// writes
// param rows: list of {id, source}
UNWIND $rows AS row
MATCH (a:Party {id: row.source})-[r:REPRESENTS {id: row.id}]->()
DELETE r
