// Finds the flows into some parties from parties that have ended by a day. Such a flow counts no more, and has not ended itself.
// reads
// param ids: ids of the parties that are fed
// param kinds: the kinds of flow that count
// param standings: the standings that count
// param on: ISO date
// column flow: id of the flow
// column source: id of the party that has ended
// column target: id of the party that is fed
// column kind: kind of the flow
// column certainty: certain or uncertain
// column example: invented
// column name: name of the party that has ended
// column name_en: its English name
// column valid_to: its last day
// column valid_to_words: that day as its source says it
// limit 50000
UNWIND $ids AS id
MATCH (a:Party {id: id})<-[f:FEEDS]-(b:Party)
WHERE f.kind IN $kinds AND f.standing IN $standings AND b.valid_to < $on
  AND coalesce(f.valid_from, $on) <= $on AND coalesce(f.valid_to, $on) >= $on
RETURN f.id AS flow, b.id AS source, a.id AS target, f.kind AS kind, f.certainty AS certainty, f.example AS example,
       b.name AS name, b.name_en AS name_en, b.valid_to AS valid_to, b.valid_to_words AS valid_to_words
ORDER BY flow
