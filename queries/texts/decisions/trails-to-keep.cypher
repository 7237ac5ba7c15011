// Finds assignments with an execution, a resumption, a deferral, a verification or an ended step, whose states older versions derived differently.
// reads
// param after: the id after which the page begins
// param most: largest number of rows
// column id: id of the assignment
// limit 10000
MATCH (s:Step)
WHERE s.kind IN ['executed', 'resumed', 'deferred', 'verified'] OR s.valid_to IS NOT NULL
MATCH (s)-[:STEP_OF]->(a:Assignment)
WHERE a.id > $after
RETURN DISTINCT a.id AS id
ORDER BY id LIMIT $most
