// Hands an unfinished change over to another process. Returns no row if a third one was faster. May be repeated.
// writes
// param old: secret of the process that had it
// param claim: secret of the process that takes it over
// param broken_off: whether to reverse the change
// param now: the time now
// column phase: phase of the change: journalling, applying or undoing
// column operations: number of its operations; null if unknown
// column number: its number once it is complete
// column at: time when it began
// column why: its reason
MATCH (h:Head {id: 'journal'})
SET h.number = h.number // lock the head before it is read
WITH h
WHERE h.claim IN [$old, $claim]
SET h.claim = $claim, h.beat = $now, h.phase = CASE WHEN $broken_off AND h.phase = 'applying' THEN 'undoing' ELSE h.phase END
WITH h
OPTIONAL MATCH (c:ChangeSet {id: h.unfinished})
RETURN h.phase AS phase, c.operations AS operations, h.number + 1 AS number, c.at AS at, c.why AS why
