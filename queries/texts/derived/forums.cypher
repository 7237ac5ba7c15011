// Derives the places of forums among those of their area and level, and the days on which they have members on record.
// writes
// param ids: ids of the forums
UNWIND $ids AS id
MATCH (f:Forum {id: id})-[:AT_LEVEL]->(l:Level)
WITH f, l, COLLECT { MATCH (f)-[:IN_AREA]->(r:Area) RETURN r.id } AS areas,
     COLLECT { MATCH (f)<-[:SEAT_IN]-(s:Seat)
               WHERE s.certainty = 'certain'
               RETURN DISTINCT coalesce(s.valid_from, '0001-01-01') + ' ' + coalesce(s.valid_to, '9999-12-31') + ' '
                               + s.standing } AS certain,
     COLLECT { MATCH (f)<-[:SEAT_IN]-(s:Seat)
               WHERE s.certainty = 'uncertain'
               RETURN DISTINCT coalesce(s.valid_from, '0001-01-01') + ' ' + coalesce(s.valid_to, '9999-12-31') + ' uncertain '
                               + s.standing } AS uncertain,
     COLLECT { MATCH (f)<-[:SEAT_IN]-(s:Seat)
               WHERE s.example = true
               RETURN DISTINCT coalesce(s.valid_from, '0001-01-01') + ' ' + coalesce(s.valid_to, '9999-12-31')
                               + ' example' } AS examples
SET f.listed = coalesce(areas[0], '') + '/' + l.id + '/' + f.id, f.seated = certain + uncertain + examples
