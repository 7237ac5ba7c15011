// Writes compressed chunks of a revision's landscape. May be repeated.
// writes
// param id: the revision's id
// param chunks: list of {id, order, data}
MATCH (r:Revision {id: $id})
UNWIND $chunks AS chunk
MERGE (k:Chunk {id: chunk.id})
SET k.order = chunk.order, k.data = chunk.data
MERGE (r)-[:HOLDS]->(k)
