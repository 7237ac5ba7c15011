// Records a sign of life of the process that writes a large change. Returns no row if another process has taken over.
// writes
// param claim: secret of that process
// param phase: phase of the change: journalling, applying or undoing
// param now: the time now
// column number: the last change's number
MATCH (h:Head {id: 'journal'})
SET h.number = h.number // lock the head before it is read
WITH h
WHERE h.claim = $claim
SET h.phase = $phase, h.beat = $now
RETURN h.number AS number
