// Takes away a journal entry that is not to be, and lets the head wait for nothing.
// writes
// param claim: what only the process that had it knows
// param id: the change's id
// column number: the last change's number
MATCH (h:Head {id: 'journal'})
SET h.number = h.number // held by this transaction before it is looked at
WITH h
WHERE h.claim = $claim
OPTIONAL MATCH (c:ChangeSet {id: $id})
DELETE c
SET h.unfinished = null, h.phase = null, h.claim = null // its beat stays: who read meanwhile sees that something was written
RETURN h.number AS number
