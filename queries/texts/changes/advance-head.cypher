// Advances the head of the journal by one change. Returns no row if another process moved it or it waits for a large change.
// writes
// param from_hash: hash that the head must have
// param number: the new change's number
// param hash: the new change's hash
// column moved: the new number
MATCH (h:Head {id: 'journal'})
SET h.number = h.number // lock the head before it is read
WITH h
WHERE h.hash = $from_hash AND h.unfinished IS NULL
SET h.number = $number, h.hash = $hash
RETURN h.number AS moved
