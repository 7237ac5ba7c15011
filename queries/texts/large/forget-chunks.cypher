// Removes chunks of an abandoned journal entry. Repeat until `gone` is 0.
// writes
// param id: the change's id
// param most: largest number of chunks
// column gone: number of removed nodes
MATCH (:ChangeSet {id: $id})-[:HOLDS]->(k:Chunk)
WITH k LIMIT $most
DETACH DELETE k
RETURN count(*) AS gone
