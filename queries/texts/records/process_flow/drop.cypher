// Removes process flows, each found from the end that it goes out from.
// writes
// param rows: list of {id, source}
UNWIND $rows AS row
MATCH (a:Process {id: row.source})-[r:FEEDS_PROCESS {id: row.id}]->()
DELETE r
