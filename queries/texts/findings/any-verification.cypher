// Finds one step that verifies something, taken by the day; it walks the steps until there is one.
// reads
// param on: ISO date
// column step: id of the step
// limit 1
MATCH (s:Step)
WHERE s.kind = 'verified' AND s.on <= $on
RETURN s.id AS step
LIMIT 1
