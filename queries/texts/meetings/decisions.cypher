// Reads the decisions that were taken at meetings, with the assignments of each as they stand.
// reads
// param ids: ids of the meetings
// param on: ISO date
// column meeting: id of the meeting
// column decision: id of the decision
// column assignments: its assignments as [id, open, date that counts if it is not executed, day of its last event]
// limit 10000
UNWIND $ids AS id
MATCH (m:Meeting {id: id})<-[:TAKEN_AT]-(d:Decision)
WHERE coalesce(d.taken_on, $on) <= $on
  AND coalesce(d.valid_from, $on) <= $on AND coalesce(d.valid_to, $on) >= $on
RETURN m.id AS meeting, d.id AS decision,
       COLLECT { MATCH (d)<-[:PART_OF_DECISION]-(a:Assignment)
                 WHERE coalesce(a.valid_from, $on) <= $on AND coalesce(a.valid_to, $on) >= $on
                 RETURN [a.id, a.open, CASE WHEN coalesce(a.step, '') <> 'executed' THEN a.next_due END, a.last_stepped] } AS assignments
ORDER BY meeting, decision
