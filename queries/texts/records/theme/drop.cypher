// Removes themes of the yearly wheel with what their fields joined them to; nothing that somebody else has joined to them.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:Theme {id: id})
OPTIONAL MATCH (n)-[r:THEME_OF|TAKEN_UP_IN]->()
DELETE r
WITH DISTINCT n
DELETE n
