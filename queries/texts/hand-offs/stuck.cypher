// Counts the assignments of a part of the balance list by hand-off and step, from the index on places in the list.
// reads
// param on: ISO date
// param known: place after the assignments without a step that were decided by the day
// param after: place after which the part begins
// param until: place before which it ends
// param kinds: kinds of forum and decision, as the assignment keeps them; [] for any
// column hand_off: ids of the party that decided and the addressee
// column step: the step
// column example: invented
// column stuck: assignments
// column first: the first place
// column since: day since which one of them has been at the step
// limit 500000
MATCH (a:Assignment)
WHERE a.balance > $after AND a.balance < $until AND a.hand_off IS NOT NULL AND ($kinds = [] OR a.kinds IN $kinds)
  AND coalesce(a.last_stepped, $on) <= $on
  AND coalesce(a.valid_from, $on) <= $on AND coalesce(a.valid_to, $on) >= $on
  AND (a.last_stepped IS NOT NULL OR a.valid_from IS NOT NULL OR a.stage < $known OR a.stage > 'none u')
RETURN a.hand_off AS hand_off, a.step AS step, a.example AS example, count(a) AS stuck, min(a.balance) AS first,
       min(a.since) AS since
