// Counts the open assignments of every hand-off (from the party that decided to the addressee). Reads all open assignments on purpose.
// reads
// param on: ISO date
// param known: place after the assignments without a step that were decided by the day
// column hand_off: ids of the party that decided and the addressee
// column example: invented
// column waiting: open assignments
// column since: day since which one of them has been at its step; "unknown" if no day is known
// limit 1000000
MATCH (a:Assignment)
WHERE a.hand_off > '' AND coalesce(a.last_stepped, $on) <= $on
  AND coalesce(a.valid_from, $on) <= $on AND coalesce(a.valid_to, $on) >= $on
  AND (a.last_stepped IS NOT NULL OR a.valid_from IS NOT NULL OR a.stage < $known OR a.stage > 'none u')
RETURN a.hand_off AS hand_off, a.example AS example, count(a) AS waiting, min(split(a.stage, ' ')[1]) AS since
ORDER BY since, hand_off, example
