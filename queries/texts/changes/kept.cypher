// Finds a change in the journal. Locks the head, because a server may still be committing a change whose answer was lost.
// writes
// param id: the change's id
// param hash: its hash
// column number: its number
MATCH (h:Head {id: 'journal'})
SET h.number = h.number // lock the head before the journal is read
WITH h
MATCH (c:ChangeSet {id: $id})
WHERE c.hash = $hash AND c.number IS NOT NULL
RETURN c.number AS number
