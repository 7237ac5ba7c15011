// The frozen landscape of one revision, in compressed chunks from a place on.
// reads
// param id: the revision's id
// param first: the place of the first chunk that is wanted, from 0
// param most: chunks at most
// column data: the chunk, base64 of deflated N-Quads
// limit 1000
MATCH (:Revision {id: $id})-[:HOLDS]->(k:Chunk)
WHERE k.order >= $first
RETURN k.data AS data
ORDER BY k.order LIMIT $most
