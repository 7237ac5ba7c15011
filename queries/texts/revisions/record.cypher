// Writes a revision's own properties. May be repeated.
// writes
// param id: the revision's id
// param properties: number, at, who, note, fingerprint, previous, quads, counts (JSON), schema, software, hash
MERGE (r:Revision {id: $id})
SET r += $properties
