// Enters a revision's frozen landscape, in compressed chunks.
// writes
// param id: the revision's id
// param chunks: list of {id, order, data}
MATCH (r:Revision {id: $id})
UNWIND $chunks AS chunk
CREATE (r)-[:HOLDS]->(:Chunk {id: chunk.id, order: chunk.order, data: chunk.data})
