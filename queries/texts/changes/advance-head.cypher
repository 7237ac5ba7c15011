// Moves the head of the journal on by one change; no row when somebody else has moved it, or it waits for a large change.
// writes
// param from_hash: hash that the head must have
// param number: the new change's number
// param hash: the new change's hash
// column moved: the new number
MATCH (h:Head {id: 'journal'})
SET h.number = h.number // held by this transaction before it is looked at
WITH h
WHERE h.hash = $from_hash AND h.unfinished IS NULL
SET h.number = $number, h.hash = $hash
RETURN h.number AS moved
