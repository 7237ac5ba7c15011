// Writes compressed chunks of a change's operations to the journal. May be repeated.
// writes
// param id: the change's id
// param chunks: list of {id, order, data, touches}
MATCH (c:ChangeSet {id: $id})
UNWIND $chunks AS chunk
MERGE (k:Chunk {id: chunk.id})
SET k.order = chunk.order, k.data = chunk.data, k.touches = chunk.touches
MERGE (c)-[:HOLDS]->(k)
