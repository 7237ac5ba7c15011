// A sign of life from the process that writes a large change; no row when it is no longer that process's.
// writes
// param claim: what only that process knows
// param phase: how far it has come: journalling, applying or undoing
// param now: the time now
// column number: the last change's number
MATCH (h:Head {id: 'journal'})
SET h.number = h.number // held by this transaction before it is looked at
WITH h
WHERE h.claim = $claim
SET h.phase = $phase, h.beat = $now
RETURN h.number AS number
