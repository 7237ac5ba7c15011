// Writes a journal entry. May be repeated.
// writes
// param id: the change's id
// param properties: number, at, who, why, source, source_sha256, previous, hash, operations, counts, and unhashed properties
MERGE (c:ChangeSet {id: $id})
SET c += $properties
