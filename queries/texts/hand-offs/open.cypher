// Reads all open assignments on purpose, some thousand in a row.
// reads
// param on: ISO date
// param known: place after the assignments without a step that were decided by the day
// column block: the first letters of the ids of those who decided
// column example: invented
// column open: assignments as "decider addressee step since id"; "unknown" if no day is known
// limit 200000
MATCH (a:Assignment)
WHERE a.hand_off > '' AND coalesce(a.last_stepped, $on) <= $on
  AND coalesce(a.valid_from, $on) <= $on AND coalesce(a.valid_to, $on) >= $on
  AND (coalesce(a.last_stepped, a.valid_from) IS NOT NULL OR coalesce(a.stage, 'none u') < $known OR coalesce(a.stage, 'none u') > 'none u')
RETURN left(a.hand_off, 4) AS block, a.example AS example, collect(a.hand_off + ' ' + a.stage) AS open
