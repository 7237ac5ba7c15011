// Joins seats to what their field `forum` names.
// writes
// param rows: list of {id, target}
UNWIND $rows AS row
MATCH (n:Seat {id: row.id})
MATCH (m:Forum {id: row.target})
MERGE (n)-[:SEAT_IN]->(m)
