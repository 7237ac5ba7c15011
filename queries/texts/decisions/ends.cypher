// Reads where those who decide and those who are addressed belong, from the index on the ids of parties.
// reads
// param ids: ids of the parties
// column id: id of a party
// column area: id of its area, if it is a forum that has one
// column place: id of its place
// column level: id of its level
// column ended: its last day, if any
// limit 200000
UNWIND $ids AS id
MATCH (p:Party {id: id})
USING INDEX SEEK p:Party(id)
OPTIONAL MATCH (p)-[:IN_AREA]->(r:Area)
OPTIONAL MATCH (p)-[:LOCATED_IN]->(o:Place)
OPTIONAL MATCH (p)-[:AT_LEVEL]->(l:Level)
RETURN p.id AS id, r.id AS area, o.id AS place, l.id AS level, p.valid_to AS ended
ORDER BY id
