// Reads what explains a decision, who took it, and its assignments.
// reads
// param ids: ids of the decisions
// param on: ISO date
// column decision: id of the decision
// column name: its name
// column name_en: its English name
// column case_number: its case number
// column taken_on: day of the decision
// column forum: id of the party that decided
// column forum_name: its name
// column forum_name_en: its English name
// column explained_by: ids of the decisions that it follows up or is a part of
// column assignments: its assignments as [id, open, day of the last event]
// column addressees: its addressees as [id, name, name_en]
// column certainty: certain or uncertain
// column example: invented
// column evidence: source and place
// limit 100000
UNWIND $ids AS id
MATCH (d:Decision {id: id})
USING INDEX SEEK d:Decision(id)
OPTIONAL MATCH (d)-[:TAKEN_IN]->(f:Party)
RETURN d.id AS decision, d.name AS name, d.name_en AS name_en, d.case_number AS case_number, d.taken_on AS taken_on,
       f.id AS forum, f.name AS forum_name, f.name_en AS forum_name_en,
       COLLECT { MATCH (d)-[:FOLLOWS_UP|PART_OF_WHOLE]->(e:Decision) RETURN e.id } AS explained_by,
       COLLECT { MATCH (d)<-[:PART_OF_DECISION]-(a:Assignment)
                 WHERE coalesce(a.valid_from, $on) <= $on AND coalesce(a.valid_to, $on) >= $on
                 RETURN [a.id, a.open, a.last_stepped] } AS assignments,
       COLLECT { MATCH (d)<-[:PART_OF_DECISION]-(:Assignment)-[:ADDRESSED_TO]->(p:Party)
                 RETURN DISTINCT [p.id, p.name, p.name_en] } AS addressees,
       d.certainty AS certainty, d.example AS example, d.evidence AS evidence
ORDER BY decision
