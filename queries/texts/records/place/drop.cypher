// Removes places with what their fields joined them to; nothing that somebody else has joined to them.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:Place {id: id})
OPTIONAL MATCH (n)-[r:WITHIN]->()
DELETE r
WITH DISTINCT n
DELETE n
