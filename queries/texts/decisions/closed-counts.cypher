// Counts closed assignments by the step that they reached. Reads all closed assignments on purpose.
// reads
// param on: ISO date
// column step: the step that they reached
// column example: invented
// column counted: how many they are
// limit 100
MATCH (a:Assignment)
WHERE a.id > '' AND a.open = false AND coalesce(a.last_stepped, $on) <= $on
  AND coalesce(a.valid_from, $on) <= $on AND coalesce(a.valid_to, $on) >= $on
RETURN a.step AS step, a.example AS example, count(a) AS counted
