// Counts the open assignments of some hand-offs by step, from the index on hand-offs.
// reads
// param on: ISO date
// param source: id of a source; '' for any
// param known: place after the assignments without a step that were decided by the day
// param hand_offs: ids of the party that decided and the addressee
// column hand_off: one of them
// column step: the step
// column example: invented
// column waiting: open assignments
// limit 200000
UNWIND $hand_offs AS hand_off
MATCH (a:Assignment {hand_off: hand_off})
USING INDEX SEEK a:Assignment(hand_off)
WHERE coalesce(a.last_stepped, $on) <= $on
  AND coalesce(a.valid_from, $on) <= $on AND coalesce(a.valid_to, $on) >= $on
  AND (coalesce(a.last_stepped, a.valid_from) IS NOT NULL OR coalesce(a.stage, 'none u') < $known OR coalesce(a.stage, 'none u') > 'none u')
  AND ($source = '' OR any(item IN a.evidence WHERE item = $source OR item STARTS WITH $source + ' '))
RETURN hand_off, a.step AS step, a.example AS example, count(a) AS waiting
