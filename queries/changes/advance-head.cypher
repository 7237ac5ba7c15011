// Moves the head of the journal on by one change; no row when somebody else has moved it.
// writes
// param from_hash: hash that the head must have
// param number: the new change's number
// param hash: the new change's hash
// column moved: the new number
MATCH (h:Head {id: 'journal'})
WHERE h.hash = $from_hash
SET h.number = $number, h.hash = $hash
RETURN h.number AS moved
