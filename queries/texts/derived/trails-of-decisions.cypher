// Derives whether the assignments of some decisions may have steps out of order, as `derived/trails` does.
// writes
// param ids: ids of the decisions
UNWIND $ids AS id
MATCH (d:Decision {id: id})<-[:PART_OF_DECISION]-(a:Assignment)
WITH a, d, COLLECT { MATCH (a)<-[:STEP_OF]-(s:Step) RETURN [s.kind, s.on] } AS steps
SET a.disordered = CASE WHEN any(s IN steps WHERE s[1] < d.taken_on)
                          OR any(s IN steps WHERE any(t IN steps WHERE t[1] < s[1] AND s[0] + ' ' + t[0] IN [
                             'taken communicated', 'taken line_decision', 'taken executed', 'taken reported_back',
                             'communicated line_decision', 'communicated executed', 'communicated reported_back',
                             'line_decision executed', 'line_decision reported_back', 'executed reported_back']))
                        THEN a.id END
