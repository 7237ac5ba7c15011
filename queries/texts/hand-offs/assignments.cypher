// Reads the open assignments of some hand-offs in the order of the balance list, from the index on hand-offs.
// reads
// param on: ISO date
// param source: id of a source; '' for any
// param known: place after the assignments without a step that were decided by the day
// param hand_offs: ids of the party that decided and the addressee
// column hand_off: one of them
// column assignment: id of the assignment
// column balance: its place in the balance list
// column kinds: the kinds of the forum and of the decision, without a date of its own
// column decision: id of the decision
// column kind: decision, order, request or proposal
// column step: the step
// column since: day on which it reached the step
// column example: invented
// column certainty: certain or uncertain
// column evidence: source and place
// limit 200000
UNWIND $hand_offs AS hand_off
MATCH (a:Assignment {hand_off: hand_off})-[:PART_OF_DECISION]->(d:Decision)
USING INDEX SEEK a:Assignment(hand_off)
WHERE coalesce(a.last_stepped, $on) <= $on
  AND coalesce(a.valid_from, $on) <= $on AND coalesce(a.valid_to, $on) >= $on
  AND (coalesce(a.last_stepped, a.valid_from) IS NOT NULL OR coalesce(a.stage, 'none u') < $known OR coalesce(a.stage, 'none u') > 'none u')
  AND ($source = '' OR any(item IN a.evidence WHERE item = $source OR item STARTS WITH $source + ' '))
RETURN hand_off, a.id AS assignment, a.balance AS balance, a.kinds AS kinds, d.id AS decision, d.kind AS kind, a.step AS step, a.since AS since,
       a.example AS example, a.certainty AS certainty, a.evidence AS evidence
ORDER BY a.balance
