// Reads how long assignments usually stand at each step.
// reads
// param on: ISO date
// column id: id of the norm
// column step: the step
// column days: usual days
// column example: invented
// limit 1000
MATCH (n:StepNorm)
WHERE coalesce(n.valid_from, $on) <= $on AND coalesce(n.valid_to, $on) >= $on
RETURN n.id AS id, n.step AS step, n.days AS days, n.example AS example
ORDER BY step, id
