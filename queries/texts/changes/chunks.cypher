// The operations of one change, in compressed chunks from a place on.
// reads
// param id: the change's id
// param first: the place of the first chunk that is wanted, from 0
// param most: chunks at most
// column data: the chunk, base64 of deflated JSON
// column touches: marks of the records that its operations touch or name; null in an older journal
// limit 1000
MATCH (:ChangeSet {id: $id})-[:HOLDS]->(k:Chunk)
WHERE k.order >= $first
RETURN k.data AS data, k.touches AS touches
ORDER BY k.order LIMIT $most
