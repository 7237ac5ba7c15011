// Parts seats from what their field `forum` named.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Seat {id: row.id})-[r:SEAT_IN]->(m:Forum {id: row.target})
DELETE r
