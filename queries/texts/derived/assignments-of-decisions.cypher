// Derives the places and the hand-offs of all assignments of some decisions, as far as they follow from the decision.
// writes
// param ids: ids of the decisions
UNWIND $ids AS id
MATCH (d:Decision {id: id})<-[:PART_OF_DECISION]-(a:Assignment)
WITH a, COLLECT { MATCH (d)-[:TAKEN_IN]->(:Forum)-[:IN_AREA]->(r:Area) RETURN r.id + ' ' + a.balance } AS places,
     COLLECT { MATCH (d)-[:TAKEN_IN]->(f:Party) MATCH (a)-[:ADDRESSED_TO]->(p:Party) RETURN f.id + ' ' + p.id } AS ends,
     COLLECT { MATCH (d)-[:TAKEN_IN]->(:Forum)-[:OF_FORUM_KIND]->(k:ForumKind) RETURN k.id } AS kinds, d.kind AS kind,
     coalesce(d.taken_on, 'unknown') + ' ' + d.kind AS decided,
     coalesce(a.since, d.taken_on, 'unknown') + ' ' + a.id AS standing
SET a.area_balance = places[0],
    a.stage = CASE WHEN a.open THEN coalesce(a.step, 'none') + ' ' + standing
                   WHEN a.step = 'reported_back' AND a.verified IS NULL THEN 'reported_back ' + standing END,
    a.unowned = CASE WHEN a.open AND a.owner IS NULL THEN standing END,
    a.hand_off = CASE WHEN a.open THEN ends[0] END,
    a.crowded = null,
    a.kinds = CASE WHEN a.open AND a.next_due IS NULL AND a.step IS NOT NULL THEN coalesce(kinds[0], '-') + ' ' + kind END,
    a.decided = decided
WITH DISTINCT a.hand_off AS hand_off
WHERE hand_off IS NOT NULL
MATCH (b:Assignment {hand_off: hand_off})-[:PART_OF_DECISION]->(:Decision)
WITH hand_off, collect(b) AS open
WHERE size(open) > 2
UNWIND open AS b
SET b.crowded = hand_off
