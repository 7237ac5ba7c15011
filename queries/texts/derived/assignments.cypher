// Derives the places of assignments in the balance list of the area of the deciding forum and in the lists of where they stand, and their hand-offs.
// writes
// param ids: ids of the assignments
UNWIND $ids AS id
MATCH (a:Assignment {id: id})
WITH a, COLLECT { MATCH (a)-[:PART_OF_DECISION]->(:Decision)-[:TAKEN_IN]->(:Forum)-[:IN_AREA]->(r:Area)
                  RETURN r.id + ' ' + a.balance } AS places,
     COLLECT { MATCH (a)-[:PART_OF_DECISION]->(d:Decision) WHERE d.taken_on IS NOT NULL RETURN d.taken_on } AS taken,
     COLLECT { MATCH (a)-[:PART_OF_DECISION]->(:Decision)-[:TAKEN_IN]->(f:Party) MATCH (a)-[:ADDRESSED_TO]->(p:Party)
               RETURN f.id + ' ' + p.id } AS ends,
     COLLECT { MATCH (a)-[:PART_OF_DECISION]->(:Decision)-[:TAKEN_IN]->(:Forum)-[:OF_FORUM_KIND]->(k:ForumKind)
               RETURN k.id } AS forum_kinds,
     COLLECT { MATCH (a)-[:PART_OF_DECISION]->(d:Decision) RETURN d.kind } AS kinds
WITH a, places, ends, coalesce(forum_kinds[0], '-') + ' ' + kinds[0] AS kinds,
     coalesce(taken[0], 'unknown') + ' ' + kinds[0] AS decided, coalesce(a.since, taken[0], 'unknown') + ' ' + a.id AS standing
SET a.area_balance = places[0],
    a.stage = CASE WHEN a.open THEN coalesce(a.step, 'none') + ' ' + standing
                   WHEN a.step = 'reported_back' AND a.verified IS NULL THEN 'reported_back ' + standing END,
    a.unowned = CASE WHEN a.open AND a.owner IS NULL THEN standing END,
    a.deferred = right('000000' + toString(1000000 - a.deferrals), 6) + ' ' + a.id,
    a.paused = CASE WHEN a.open THEN a.paused_until + ' ' + a.id END,
    a.hand_off = CASE WHEN a.open THEN ends[0] END,
    a.crowded = null,
    a.kinds = CASE WHEN a.open AND a.next_due IS NULL AND a.step IS NOT NULL THEN kinds END,
    a.decided = decided
WITH DISTINCT a.hand_off AS hand_off
WHERE hand_off IS NOT NULL
MATCH (b:Assignment {hand_off: hand_off})-[:PART_OF_DECISION]->(:Decision)
WITH hand_off, collect(b) AS open
WHERE size(open) > 2
UNWIND open AS b
SET b.crowded = hand_off
