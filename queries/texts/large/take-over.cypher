// Hands an unfinished change over to another process; no row when somebody else has it by now; again without harm.
// writes
// param old: what the process knew that had it
// param claim: what the process knows that has it from now on
// param broken_off: whether what was applied is to be taken back
// param now: the time now
// column phase: how far it has come: journalling, applying or undoing
// column operations: how many operations it has; null when that is not known yet
// column number: the number that it gets when it is brought to its end
// column at: when it was begun
// column why: why it is made
MATCH (h:Head {id: 'journal'})
SET h.number = h.number // held by this transaction before it is looked at
WITH h
WHERE h.claim IN [$old, $claim]
SET h.claim = $claim, h.beat = $now, h.phase = CASE WHEN $broken_off AND h.phase = 'applying' THEN 'undoing' ELSE h.phase END
WITH h
OPTIONAL MATCH (c:ChangeSet {id: h.unfinished})
RETURN h.phase AS phase, c.operations AS operations, h.number + 1 AS number, c.at AS at, c.why AS why
