// Makes a large change that is wholly applied the last of the journal.
// writes
// param claim: what only the process that writes it knows
// param id: the change's id
// column number: its number
MATCH (h:Head {id: 'journal'})
SET h.number = h.number // held by this transaction before it is looked at
WITH h
WHERE h.claim = $claim
MATCH (c:ChangeSet {id: $id})
WITH h, c, h.number + 1 AS number
SET c.number = number, h.number = number, h.hash = c.hash, h.unfinished = null, h.phase = null, h.claim = null, h.beat = null
RETURN number
