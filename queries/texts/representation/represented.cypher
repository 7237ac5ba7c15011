// Finds which network represents which actor.
// reads
// param on: ISO date
// param standings: the standings that count
// column network: id of the network
// column actor: id of the actor or network that it represents
// column standing: existing or proposed
// column certainty: certain or uncertain
// column example: invented
// limit 500000
MATCH (n:Party)-[r:REPRESENTS]->(a:Party)
WHERE r.standing IN $standings
  AND coalesce(r.valid_from, $on) <= $on AND coalesce(r.valid_to, $on) >= $on
  AND coalesce(n.valid_from, $on) <= $on AND coalesce(n.valid_to, $on) >= $on
RETURN n.id AS network, a.id AS actor, r.standing AS standing, r.certainty AS certainty, r.example AS example
ORDER BY network, actor
