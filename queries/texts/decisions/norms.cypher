// Reads how long assignments usually stand at each step.
// reads
// param on: ISO date
// column id: id of the norm
// column step: the step
// column days: usual days
// column unit: days or working days
// column forum_kind: id of the only kind of forum for which it counts
// column decision_kind: the only kind of decision for which it counts
// column example: invented
// limit 1000
MATCH (n:StepNorm)
WHERE coalesce(n.valid_from, $on) <= $on AND coalesce(n.valid_to, $on) >= $on
OPTIONAL MATCH (n)-[:NORM_OF]->(k:ForumKind)
RETURN n.id AS id, n.step AS step, n.days AS days, n.unit AS unit, k.id AS forum_kind, n.decision_kind AS decision_kind,
       n.example AS example
ORDER BY step, id
