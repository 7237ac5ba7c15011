// Reads the open assignments of every party that decided. Reads all open assignments on purpose, a row for each such party.
// reads
// param on: ISO date
// param known: place after the assignments without a step that were decided by the day
// column forum: id of the party that decided
// column example: invented
// column open: its open assignments as "addressee since"; "unknown" if no day is known
// limit 200000
MATCH (a:Assignment)
WHERE a.hand_off > '' AND coalesce(a.last_stepped, $on) <= $on
  AND coalesce(a.valid_from, $on) <= $on AND coalesce(a.valid_to, $on) >= $on
  AND (a.last_stepped IS NOT NULL OR a.valid_from IS NOT NULL OR a.stage < $known OR a.stage > 'none u')
RETURN split(a.hand_off, ' ')[0] AS forum, a.example AS example,
       collect(split(a.hand_off, ' ')[1] + ' ' + split(a.stage, ' ')[1]) AS open
