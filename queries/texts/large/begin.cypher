// Makes the head wait for a large change. Returns no row if the head has moved or waits for another one. May be repeated.
// writes
// param hash: the hash that the head must have
// param id: the change's id
// param claim: secret of the process that writes it
// param now: the time now
// column number: the last change's number
MATCH (h:Head {id: 'journal'})
SET h.number = h.number // lock the head before it is read
WITH h
WHERE h.hash = $hash AND (h.unfinished IS NULL OR h.claim = $claim)
SET h.unfinished = $id, h.phase = 'journalling', h.claim = $claim, h.beat = $now
RETURN h.number AS number
