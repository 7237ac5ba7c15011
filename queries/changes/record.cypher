// Enters a change in the journal.
// writes
// param id: the change's id
// param properties: number, at, who, why, source, source_sha256, previous, hash, operations, counts
CREATE (c:ChangeSet {id: $id})
SET c += $properties
