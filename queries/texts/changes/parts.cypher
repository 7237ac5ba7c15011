// Reads chunks of the journal by id.
// reads
// param ids: the chunks' ids
// column id: the chunk's id
// column data: the chunk, base64 of deflated JSON
// limit 1000
UNWIND $ids AS id
MATCH (k:Chunk {id: id})
RETURN id AS id, k.data AS data
ORDER BY id
