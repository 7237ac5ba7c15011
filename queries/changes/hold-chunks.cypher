// Enters a change's operations in the journal, in compressed chunks.
// writes
// param id: the change's id
// param chunks: list of {id, order, data, touches}
MATCH (c:ChangeSet {id: $id})
UNWIND $chunks AS chunk
CREATE (c)-[:HOLDS]->(:Chunk {id: chunk.id, order: chunk.order, data: chunk.data, touches: chunk.touches})
