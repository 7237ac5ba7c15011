// Removes usual step times with their edges.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:StepNorm {id: id})
DETACH DELETE n
