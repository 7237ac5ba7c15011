// Finds assignments with later events than the day, and their steps up to it, to work out where they stood then. Leaves out those that did not exist yet.
// reads
// param on: ISO date
// column assignment: id of the assignment
// column own_due: its own due date
// column own_due_words: words for the period that it ends, if any
// column owner: responsible function
// column taken_on: day of the decision
// column steps: its steps up to the day as [id, kind, on, until, words for until]
// limit 10000
MATCH (a:Assignment)
WHERE a.last_stepped > $on
  AND coalesce(a.valid_from, $on) <= $on AND coalesce(a.valid_to, $on) >= $on
  AND (a.valid_from IS NOT NULL OR EXISTS { MATCH (a)-[:PART_OF_DECISION]->(d:Decision) WHERE coalesce(d.taken_on, '~') <= $on }
       OR EXISTS { MATCH (a)<-[:STEP_OF]-(s:Step) WHERE coalesce(s.on, '~') <= $on AND coalesce(s.valid_from, $on) <= $on })
RETURN a.id AS assignment, a.due AS own_due, a.due_words AS own_due_words, a.owner AS owner,
       head(COLLECT { MATCH (a)-[:PART_OF_DECISION]->(d:Decision) RETURN d.taken_on }) AS taken_on,
       COLLECT { MATCH (a)<-[:STEP_OF]-(s:Step)
                 WHERE s.on <= $on AND coalesce(s.valid_from, $on) <= $on AND coalesce(s.valid_to, $on) >= $on
                 RETURN [s.id, s.kind, s.on, s.until, s.until_words] } AS steps
ORDER BY assignment
