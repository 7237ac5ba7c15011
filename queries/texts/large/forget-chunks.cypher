// Takes away some of the chunks of a journal entry that is not to be, until there is none.
// writes
// param id: the change's id
// param most: chunks at most
// column gone: how many went
MATCH (:ChangeSet {id: $id})-[:HOLDS]->(k:Chunk)
WITH k LIMIT $most
DETACH DELETE k
RETURN count(*) AS gone
