// Counts a part of the balance list by hand-off or by day, from the index on the places in it.
// reads
// param on: ISO date
// param known: place after the assignments without a step that were decided by the day
// param after: place after which the part begins
// param until: place before which it ends
// param kinds: kinds of forum and decision, as the assignment keeps them; [] for any
// param by_day: true to count by the day since which they stand at their step, false by hand-off
// column hand_off: "decider addressee"; empty by day, and if it is not known who decided
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
RETURN CASE WHEN NOT $by_day THEN a.hand_off END AS hand_off,
       CASE WHEN NOT $by_day AND a.hand_off IS NULL THEN a.id END AS single,
       CASE WHEN $by_day THEN a.since END AS since, a.step AS step, a.paused IS NOT NULL AS paused,
       CASE WHEN NOT $by_day THEN a.owner IS NULL END AS unowned, a.example AS example, count(a) AS counted, min(a.id) AS first
