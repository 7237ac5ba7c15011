// Removes an abandoned journal entry and releases the head.
// writes
// param claim: secret of the process that had it
// param id: the change's id
// column number: the last change's number
MATCH (h:Head {id: 'journal'})
SET h.number = h.number // lock the head before it is read
WITH h
WHERE h.claim = $claim
OPTIONAL MATCH (c:ChangeSet {id: $id})
DELETE c
SET h.unfinished = null, h.phase = null, h.claim = null // beat stays, so that readers notice that something was written
RETURN h.number AS number
