// Removes forums with what their fields joined them to; nothing that somebody else has joined to them.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:Forum {id: id})
OPTIONAL MATCH (n)-[r:OF_FORUM_KIND|IN_AREA|AT_LEVEL|OF_TYPE|LOCATED_IN|COMMITTEE_OF|BUILDS_ON]->()
DELETE r
WITH DISTINCT n
DELETE n
