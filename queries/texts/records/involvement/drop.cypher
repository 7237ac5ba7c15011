// Removes involvements, each found from the end that it goes out from.
// writes
// param rows: list of {id, source}
UNWIND $rows AS row
MATCH (a:Actor {id: row.source})-[r:ACTS_IN {id: row.id}]->()
DELETE r
