// Reads the details of assignments: addressee, decision, and where they stand.
// reads
// param ids: ids of the assignments
// param on: ISO date
// column assignment: id of the assignment
// column decision: id of the decision
// column name: name of the decision
// column name_en: its English name
// column case_number: case number of the decision
// column kind: decision, order, request or proposal
// column party: id of the addressee
// column addressee: name of the addressee
// column addressee_en: its English name
// column addressee_ended: its last day, if that is past
// column addressee_ended_words: words for the period that it ends, if any
// column followers: existing organisations that resulted from it, as [id, name, name_en]
// column forum: id of the party that took the decision
// column forum_name: its name
// column forum_name_en: its English name
// column forum_kind: id of its kind, of a forum
// column step: its present step
// column since: day on which it reached the step
// column due: due date in force
// column due_words: words for the period that it ends, if any
// column own_due: its own due date
// column own_due_words: words for the period that it ends, if any
// column first_due: the due date before it was moved, where no step says when
// column first_due_words: words for the period that it ends, if any
// column taken_on: day of the decision
// column decision_ended: last day of the decision, if that is past
// column decision_ended_words: words for the period that it ends, if any
// column trail: its steps until the day as [id, kind, on, until, words for until]
// column paused_until: last day of a hold or deferral
// column owner: responsible function
// column example: invented
// column certainty: uncertain if the assignment, its decision, or a step until the day is
// column certainties: certainty and reason of the assignment and of its decision, one after another
// column uncertain_steps: uncertain steps until the day as [kind, on, reason]
// column evidence: source and place
// column area: id of the area of the forum that took the decision
// limit 10000
UNWIND $ids AS id
MATCH (a:Assignment {id: id})-[:PART_OF_DECISION]->(d:Decision)
USING INDEX SEEK a:Assignment(id)
MATCH (a)-[:ADDRESSED_TO]->(p:Party)
OPTIONAL MATCH (d)-[:TAKEN_IN]->(f:Party)
OPTIONAL MATCH (f)-[:IN_AREA]->(r:Area)
OPTIONAL MATCH (f)-[:OF_FORUM_KIND]->(k:ForumKind)
WITH a, d, p, f, r, k,
     COLLECT { MATCH (a)<-[:STEP_OF]-(s:Step) WHERE s.on <= $on AND s.certainty = 'uncertain'
               RETURN [s.kind, s.on, s.certainty_reason] } AS uncertain_steps
RETURN a.id AS assignment, d.id AS decision, d.name AS name, d.name_en AS name_en,
       d.case_number AS case_number, d.kind AS kind, p.id AS party, p.name AS addressee,
       p.name_en AS addressee_en, CASE WHEN p.valid_to < $on THEN p.valid_to END AS addressee_ended,
       p.valid_to_words AS addressee_ended_words,
       COLLECT { MATCH (p)<-[:RESULTED_FROM]-(q:Actor)
                 WHERE coalesce(q.valid_from, $on) <= $on AND coalesce(q.valid_to, $on) >= $on
                 RETURN [q.id, q.name, q.name_en] } AS followers,
       f.id AS forum, f.name AS forum_name, f.name_en AS forum_name_en,
       k.id AS forum_kind, a.step AS step, a.since AS since, a.next_due AS due, a.next_due_words AS due_words, a.due AS own_due, a.due_words AS own_due_words,
       a.first_due AS first_due, a.first_due_words AS first_due_words,
       d.taken_on AS taken_on, CASE WHEN d.valid_to < $on THEN d.valid_to END AS decision_ended, d.valid_to_words AS decision_ended_words,
       COLLECT { MATCH (a)<-[:STEP_OF]-(s:Step)
                 WHERE s.on <= $on AND coalesce(s.valid_from, $on) <= $on AND coalesce(s.valid_to, $on) >= $on
                 RETURN [s.id, s.kind, s.on, s.until, s.until_words] } AS trail,
       a.paused_until AS paused_until, a.owner AS owner, a.example AS example,
       CASE WHEN 'uncertain' IN [a.certainty, d.certainty] OR size(uncertain_steps) > 0 THEN 'uncertain' ELSE 'certain' END AS certainty,
       [a.certainty, a.certainty_reason, d.certainty, d.certainty_reason] AS certainties,
       uncertain_steps,
       a.evidence AS evidence,
       r.id AS area
ORDER BY assignment
