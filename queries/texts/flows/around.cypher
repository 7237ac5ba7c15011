// Finds the flows into some parties and out of others. A flow counts while both its ends hold.
// reads
// param up: ids of the parties whose incoming flows to find
// param down: ids of the parties whose outgoing flows to find
// param kinds: the kinds of flow that count
// param standings: the standings that count
// param on: ISO date
// column direction: up for an incoming flow, down for an outgoing one
// column flow: id of the flow
// column source: id of the party that feeds
// column target: id of the party that is fed
// column kind: kind of the flow
// column carries: content of the flow
// column standing: existing or proposed
// column certainty: certain or uncertain
// column example: invented
// column evidence: source and place
// column name: name of the party at the far end
// column name_en: its English name
// limit 50000
UNWIND $up AS id
MATCH (a:Party {id: id})<-[f:FEEDS]-(b:Party)
WHERE f.kind IN $kinds AND f.standing IN $standings
  AND coalesce(f.valid_from, $on) <= $on AND coalesce(f.valid_to, $on) >= $on
  AND coalesce(a.valid_from, $on) <= $on AND coalesce(a.valid_to, $on) >= $on
  AND coalesce(b.valid_from, $on) <= $on AND coalesce(b.valid_to, $on) >= $on
RETURN 'up' AS direction, f.id AS flow, b.id AS source, a.id AS target, f.kind AS kind, f.carries AS carries,
       f.standing AS standing, f.certainty AS certainty, f.example AS example, f.evidence AS evidence, b.name AS name,
       b.name_en AS name_en
ORDER BY flow
UNION ALL
UNWIND $down AS id
MATCH (a:Party {id: id})-[f:FEEDS]->(b:Party)
WHERE f.kind IN $kinds AND f.standing IN $standings
  AND coalesce(f.valid_from, $on) <= $on AND coalesce(f.valid_to, $on) >= $on
  AND coalesce(a.valid_from, $on) <= $on AND coalesce(a.valid_to, $on) >= $on
  AND coalesce(b.valid_from, $on) <= $on AND coalesce(b.valid_to, $on) >= $on
RETURN 'down' AS direction, f.id AS flow, a.id AS source, b.id AS target, f.kind AS kind, f.carries AS carries,
       f.standing AS standing, f.certainty AS certainty, f.example AS example, f.evidence AS evidence, b.name AS name,
       b.name_en AS name_en
ORDER BY flow
