// The operations of one change, in compressed chunks.
// reads
// param id: the change's id
// column data: the chunk, base64 of deflated JSON
// limit 10000
MATCH (:ChangeSet {id: $id})-[:HOLDS]->(k:Chunk)
RETURN k.data AS data
ORDER BY k.order
