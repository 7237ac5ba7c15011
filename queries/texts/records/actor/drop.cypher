// Removes actors with what their fields joined them to; nothing that somebody else has joined to them.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:Actor {id: id})
OPTIONAL MATCH (n)-[r:OF_TYPE|ALSO_OF_TYPE|OF_KIND|AT_LEVEL|LOCATED_IN|PLAYS|PART_OF|RESULTED_FROM]->()
DELETE r
WITH DISTINCT n
DELETE n
