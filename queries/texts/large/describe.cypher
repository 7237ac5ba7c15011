// Adds to the journal entry of a large change the properties that are known once all its operations are written.
// writes
// param id: the change's id
// param properties: at, who, why, source, source_sha256, previous, hash, operations, counts, and unhashed properties
MATCH (c:ChangeSet {id: $id})
SET c += $properties
