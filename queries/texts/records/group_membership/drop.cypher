// Removes group memberships, each found from the end that it goes out from.
// writes
// param rows: list of {id, source}
UNWIND $rows AS row
MATCH (a:Actor {id: row.source})-[r:BELONGS_TO {id: row.id}]->()
DELETE r
