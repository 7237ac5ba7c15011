// Reads the compressed chunks of a change's operations, from a given place.
// reads
// param id: the change's id
// param first: place of the first chunk, from 0
// param most: largest number of chunks
// column data: the chunk, base64 of deflated JSON
// column touches: marks of the records that its operations touch or name; null in an older journal
// limit 1000
MATCH (:ChangeSet {id: $id})-[:HOLDS]->(k:Chunk)
WHERE k.order >= $first
RETURN k.data AS data, k.touches AS touches
ORDER BY k.order LIMIT $most
