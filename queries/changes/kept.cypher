// Whether the journal holds a change.
// reads
// param id: the change's id
// param hash: its hash
// column number: its number
// limit 1
MATCH (c:ChangeSet {id: $id})
WHERE c.hash = $hash AND c.number IS NOT NULL
RETURN c.number AS number
