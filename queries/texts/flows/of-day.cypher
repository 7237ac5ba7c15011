// Reads all flows of a day, those that are alike in a row. A flow counts while both its ends hold.
// reads
// param on: ISO date
// param kinds: the kinds of flow that count
// param standings: the standings that count
// column kind: kind of the flows
// column standing: existing or proposed
// column certainty: certain or uncertain
// column example: invented
// column channel: the medium, or the intermediary
// column flows: flows as "source flow target"; a row for each would take four times the time
// limit 500000
MATCH (a:Party)-[f:FEEDS]->(b:Party)
WHERE f.kind IN $kinds AND f.standing IN $standings
  AND coalesce(f.valid_from, $on) <= $on AND coalesce(f.valid_to, $on) >= $on
  AND coalesce(a.valid_from, $on) <= $on AND coalesce(a.valid_to, $on) >= $on
  AND coalesce(b.valid_from, $on) <= $on AND coalesce(b.valid_to, $on) >= $on
RETURN f.kind AS kind, f.standing AS standing, f.certainty AS certainty, f.example AS example, f.channel AS channel,
       collect(a.id + ' ' + f.id + ' ' + b.id) AS flows
