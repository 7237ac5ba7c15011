// Reads a part of the balance list, from the index on the places in it, some thousand assignments in a row.
// reads
// param on: ISO date
// param source: id of a source; '' for any
// param known: place after the assignments without a step that were decided by the day
// param after: place after which the part begins
// param until: place before which it ends
// param kinds: kinds of forum and decision, as the assignment keeps them; [] for any
// column block: the first letters of the ids of those who decided
// column example: invented
// column stuck: assignments as "decider addressee step since place"; "-" for no step and no day
// limit 200000
MATCH (a:Assignment)
WHERE a.balance > $after AND a.balance < $until AND a.hand_off IS NOT NULL AND ($kinds = [] OR a.kinds IN $kinds)
  AND coalesce(a.last_stepped, $on) <= $on
  AND coalesce(a.valid_from, $on) <= $on AND coalesce(a.valid_to, $on) >= $on
  AND (coalesce(a.last_stepped, a.valid_from) IS NOT NULL OR coalesce(a.stage, 'none u') < $known OR coalesce(a.stage, 'none u') > 'none u')
  AND ($source = '' OR any(item IN a.evidence WHERE item = $source OR item STARTS WITH $source + ' '))
RETURN left(a.hand_off, 4) AS block, a.example AS example,
       collect(a.hand_off + ' ' + coalesce(a.step, '-') + ' ' + coalesce(a.since, '-') + ' ' + a.balance) AS stuck
