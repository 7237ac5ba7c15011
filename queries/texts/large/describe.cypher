// Says of a large change's entry what is known once all its operations are journalled.
// writes
// param id: the change's id
// param properties: at, who, why, source, source_sha256, previous, hash, operations, counts, and what is kept beside them
MATCH (c:ChangeSet {id: $id})
SET c += $properties
