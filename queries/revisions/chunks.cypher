// The frozen landscape of one revision, in compressed chunks.
// reads
// param id: the revision's id
// column data: the chunk, base64 of deflated N-Quads
// limit 100000
MATCH (:Revision {id: $id})-[:HOLDS]->(k:Chunk)
RETURN k.data AS data
ORDER BY k.order
