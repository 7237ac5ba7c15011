// Reads the compressed chunks of a revision's landscape, from a given place.
// reads
// param id: the revision's id
// param first: place of the first chunk, from 0
// param most: largest number of chunks
// column data: the chunk, base64 of deflated N-Quads
// limit 1000
MATCH (:Revision {id: $id})-[:HOLDS]->(k:Chunk)
WHERE k.order >= $first
RETURN k.data AS data
ORDER BY k.order LIMIT $most
