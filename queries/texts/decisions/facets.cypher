// Reads what assignments are chosen and counted by: who decided what and when, with whom they stand, at which step.
// reads
// param ids: ids of the assignments
// param on: ISO date
// column assignment: id of the assignment
// column kind: decision, order, request or proposal
// column taken_on: day of the decision
// column forum: id of the party that took the decision
// column area: id of the area of the forum that took the decision
// column party: id of the addressee
// column addressee_ended: its last day, if that is past
// column level: id of its level
// column place_id: id of its place
// column owner: responsible function
// column step: its present step
// column since: day on which it reached the step
// column paused_until: last day of a hold or deferral
// column example: invented
// column evidence: source and place
// limit 10000
UNWIND $ids AS id
MATCH (a:Assignment {id: id})-[:PART_OF_DECISION]->(d:Decision)
USING INDEX SEEK a:Assignment(id)
MATCH (a)-[:ADDRESSED_TO]->(p:Party)
OPTIONAL MATCH (d)-[:TAKEN_IN]->(f:Party)
OPTIONAL MATCH (f)-[:IN_AREA]->(r:Area)
OPTIONAL MATCH (p)-[:AT_LEVEL]->(l:Level)
OPTIONAL MATCH (p)-[:LOCATED_IN]->(o:Place)
RETURN a.id AS assignment, d.kind AS kind, d.taken_on AS taken_on, f.id AS forum, r.id AS area, p.id AS party,
       CASE WHEN p.valid_to < $on THEN p.valid_to END AS addressee_ended, l.id AS level, o.id AS place_id, a.owner AS owner,
       a.step AS step, a.since AS since, a.paused_until AS paused_until, a.example AS example,
       a.evidence AS evidence
ORDER BY assignment
