// Removes flows, each found from the end that it goes out from.
// writes
// param rows: list of {id, source}
UNWIND $rows AS row
MATCH (a:Party {id: row.source})-[r:FEEDS {id: row.id}]->()
DELETE r
