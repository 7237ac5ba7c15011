// Makes a large change, when all of it is applied, the last one of the journal.
// writes
// param claim: secret of the process that writes it
// param id: the change's id
// column number: its number
MATCH (h:Head {id: 'journal'})
SET h.number = h.number // lock the head before it is read
WITH h
WHERE h.claim = $claim
MATCH (c:ChangeSet {id: $id})
WITH h, c, h.number + 1 AS number
SET c.number = number, h.number = number, h.hash = c.hash, h.unfinished = null, h.phase = null, h.claim = null, h.beat = null
RETURN number
