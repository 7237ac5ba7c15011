// Counts a part of the balance list by day, by who decided, or by hand-off, from the index on the places in it.
// reads
// param on: ISO date
// param known: place after the assignments without a step that were decided by the day
// param after: place after which the part begins
// param until: place before which it ends
// param kinds: kinds of forum and decision, as the assignment keeps them; [] for any
// param by: day (since which they stand at their step), decider, or hand-off
// column hand_off: "decider addressee", or the decider alone; empty by day, and if it is not known who decided
// column single: id of an assignment of which it is not known who decided, by hand-off
// column since: day on which they reached the step, by day
// column step: the step
// column paused: whether they are on hold or deferred
// column unowned: whether no function answers for them, by hand-off
// column example: invented
// column counted: how many they are
// column first: id of one of them
// limit 200000
MATCH (a:Assignment)
WHERE a.balance > $after AND a.balance < $until AND ($kinds = [] OR a.kinds IN $kinds) AND coalesce(a.last_stepped, $on) <= $on
  AND coalesce(a.valid_from, $on) <= $on AND coalesce(a.valid_to, $on) >= $on
  AND (a.last_stepped IS NOT NULL OR a.valid_from IS NOT NULL OR a.stage < $known OR a.stage > 'none u')
RETURN CASE $by WHEN 'hand-off' THEN a.hand_off WHEN 'decider' THEN split(a.hand_off, ' ')[0] END AS hand_off,
       CASE WHEN $by = 'hand-off' AND a.hand_off IS NULL THEN a.id END AS single,
       CASE WHEN $by = 'day' THEN a.since END AS since, a.step AS step, a.paused IS NOT NULL AS paused,
       CASE WHEN $by <> 'day' THEN a.owner IS NULL END AS unowned, a.example AS example, count(a) AS counted, min(a.id) AS first
