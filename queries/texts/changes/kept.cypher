// Whether the journal holds a change, asked when nobody writes: of a change whose answer was lost a server may still be keeping it.
// writes
// param id: the change's id
// param hash: its hash
// column number: its number
MATCH (h:Head {id: 'journal'})
SET h.number = h.number // held by this transaction before the journal is looked at
WITH h
MATCH (c:ChangeSet {id: $id})
WHERE c.hash = $hash AND c.number IS NOT NULL
RETURN c.number AS number
