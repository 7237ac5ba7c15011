// Reads the decisions with a case number of every party that decides. Reads all decisions on purpose.
// reads
// param on: ISO date
// column forum: id of the party that decided
// column decisions: its decisions as [id, name, case number, taken on, invented]
// limit 200000
MATCH (d:Decision)-[:TAKEN_IN]->(f:Party)
WHERE d.case_number IS NOT NULL AND d.taken_on <= $on
  AND coalesce(d.valid_from, $on) <= $on AND coalesce(d.valid_to, $on) >= $on
RETURN f.id AS forum, collect([d.id, d.name, d.case_number, d.taken_on, d.example]) AS decisions
