// Enters a change in the journal; again without harm.
// writes
// param id: the change's id
// param properties: number, at, who, why, source, source_sha256, previous, hash, operations, counts, and what is kept beside them
MERGE (c:ChangeSet {id: $id})
SET c += $properties
