// Counts the open assignments of deciding parties by step. Reads all open assignments on purpose.
// reads
// param on: ISO date
// param source: id of a source; '' for any
// param known: place after the assignments without a step that were decided by the day
// param parties: ids of the addressees; empty for any
// column forum: id of the party that decided
// column step: the step
// column example: invented
// column waiting: open assignments
// limit 500000
MATCH (a:Assignment)
WHERE a.hand_off > '' AND ($parties = [] OR split(a.hand_off, ' ')[1] IN $parties) AND coalesce(a.last_stepped, $on) <= $on
  AND coalesce(a.valid_from, $on) <= $on AND coalesce(a.valid_to, $on) >= $on
  AND (coalesce(a.last_stepped, a.valid_from) IS NOT NULL OR coalesce(a.stage, 'none u') < $known OR coalesce(a.stage, 'none u') > 'none u')
  AND ($source = '' OR any(item IN a.evidence WHERE item = $source OR item STARTS WITH $source + ' '))
RETURN split(a.hand_off, ' ')[0] AS forum, a.step AS step, a.example AS example, count(a) AS waiting
