// Removes tasks with what their fields joined them to; nothing that somebody else has joined to them.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:Task {id: id})
OPTIONAL MATCH (n)-[r:TASK_OF_PROCESS|TASK_OF_FORUM]->()
DELETE r
WITH DISTINCT n
DELETE n
