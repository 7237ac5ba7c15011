// usual step times: those of some ids, each with what it refers to.
// reads
// param ids: list of ids
// column properties: its own fields
// limit 10000
UNWIND $ids AS id
MATCH (n:StepNorm {id: id})
RETURN properties(n) AS properties
ORDER BY n.id
