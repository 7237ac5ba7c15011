// Derives from all steps of assignments, whatever the day: their course, and whether they may be out of order or have work after a supersession.
// writes
// param ids: ids of the assignments
UNWIND $ids AS id
MATCH (a:Assignment {id: id})-[:PART_OF_DECISION]->(d:Decision)
WITH a, d, COLLECT { MATCH (a)<-[:STEP_OF]-(s:Step)
                     RETURN [s.kind, s.on, CASE WHEN coalesce(s.valid_from, s.valid_to) IS NOT NULL
                                                THEN ':' + coalesce(s.valid_from, '') + ':' + coalesce(s.valid_to, '') ELSE '' END] } AS steps
SET a.disordered = CASE WHEN any(s IN steps WHERE s[1] < d.taken_on)
                          OR any(s IN steps WHERE any(t IN steps WHERE t[1] < s[1] AND s[0] + ' ' + t[0] IN [
                             'taken communicated', 'taken line_decision', 'taken executed', 'taken reported_back',
                             'communicated line_decision', 'communicated executed', 'communicated reported_back',
                             'line_decision executed', 'line_decision reported_back', 'executed reported_back']))
                        THEN a.id END,
    a.overtaken = CASE WHEN any(s IN steps WHERE s[0] = 'superseded' AND any(t IN steps WHERE t[1] > s[1]
                         AND t[0] IN ['taken', 'communicated', 'line_decision', 'executed']))
                       THEN a.id END,
    a.course = [s IN steps WHERE s[0] IN ['taken', 'communicated', 'line_decision', 'executed', 'reported_back', 'resumed',
                                          'rejected', 'superseded'] | s[0] + ':' + s[1] + s[2]]
