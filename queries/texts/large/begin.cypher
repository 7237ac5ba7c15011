// Lets the journal's head wait for a large change; no row when it has moved, or waits for another; again without harm.
// writes
// param hash: the hash that the head must have
// param id: the change's id
// param claim: what only the process that writes it knows
// param now: the time now
// column number: the last change's number
MATCH (h:Head {id: 'journal'})
SET h.number = h.number // held by this transaction before it is looked at
WITH h
WHERE h.hash = $hash AND (h.unfinished IS NULL OR h.claim = $claim)
SET h.unfinished = $id, h.phase = 'journalling', h.claim = $claim, h.beat = $now
RETURN h.number AS number
