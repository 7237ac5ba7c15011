// Removes processes with what their fields joined them to; nothing that somebody else has joined to them.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:Process {id: id})
DELETE n
