// Assignments with a resumption, or a step that has ended: where they stand was kept otherwise by older versions.
// reads
// param after: the id after which the page begins
// param most: rows at most
// column id: id of the assignment
// limit 10000
MATCH (s:Step)
WHERE s.kind = 'resumed' OR s.valid_to IS NOT NULL
MATCH (s)-[:STEP_OF]->(a:Assignment)
WHERE a.id > $after
RETURN DISTINCT a.id AS id
ORDER BY id LIMIT $most
