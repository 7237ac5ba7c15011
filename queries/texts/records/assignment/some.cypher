// assignments: those of some ids, each with what it refers to.
// reads
// param ids: list of ids
// column properties: its own fields
// column decision: ids at the end of PART_OF_DECISION
// column addressee: ids at the end of ADDRESSED_TO
// limit 10000
UNWIND $ids AS id
MATCH (n:Assignment {id: id})
RETURN properties(n) AS properties,
       COLLECT { MATCH (n)-[:PART_OF_DECISION]->(m:Decision) RETURN m.id } AS decision,
       COLLECT { MATCH (n)-[:ADDRESSED_TO]->(m:Party) RETURN m.id } AS addressee
ORDER BY n.id
