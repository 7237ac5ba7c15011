// Enters a revision: its own facts.
// writes
// param id: the revision's id
// param properties: number, at, who, note, fingerprint, previous, hash
CREATE (r:Revision {id: $id})
SET r += $properties
