// Describes the seats of forums, and the party that each is for: roles, type, level and place.
// reads
// param on: ISO date
// param standings: the standings of forums and seats that count
// column seat: id of the seat
// column forum: id of the forum
// column name: name of the forum
// column name_en: its English name
// column area: id of its area
// column area_name: name of the area
// column area_name_en: its English name
// column position: chair, convener, member, deputy or coopted
// column number: how many like seats it is
// column holder: id of its holder, if it is there on the day
// column behalf: id of the party that it is on behalf of
// column party: id of the party that it is for, if that is there on the day
// column roles: roles of that party as [id, name, name_en]
// column types: its types as [id, name, name_en]
// column levels: its level as [id, name, name_en], in a list
// column places: id of its place, in a list
// column standing: existing, or proposed if the seat or its forum is
// column certainty: certain or uncertain
// column example: invented
// limit 500000
MATCH (s:Seat)-[:SEAT_IN]->(f:Forum)
WHERE s.standing IN $standings AND f.standing IN $standings
  AND coalesce(s.valid_from, $on) <= $on AND coalesce(s.valid_to, $on) >= $on
  AND coalesce(f.valid_from, $on) <= $on AND coalesce(f.valid_to, $on) >= $on
OPTIONAL MATCH (f)-[:IN_AREA]->(r:Area)
OPTIONAL MATCH (s)-[:HELD_BY]->(h:Party)
WHERE coalesce(h.valid_from, $on) <= $on AND coalesce(h.valid_to, $on) >= $on
OPTIONAL MATCH (s)-[:ON_BEHALF_OF]->(q:Party)
WITH s, f, r, h, q, CASE WHEN h IS NULL THEN NULL ELSE coalesce(q, h) END AS p
RETURN s.id AS seat, f.id AS forum, f.name AS name, f.name_en AS name_en, r.id AS area, r.name AS area_name,
       r.name_en AS area_name_en, s.position AS position, s.number AS number, h.id AS holder, q.id AS behalf, p.id AS party,
       COLLECT { MATCH (p)-[:PLAYS]->(o:Role) RETURN [o.id, o.name, o.name_en] } AS roles,
       COLLECT { MATCH (p)-[:OF_TYPE|ALSO_OF_TYPE]->(t:ActorType) RETURN [t.id, t.name, t.name_en] } AS types,
       COLLECT { MATCH (p)-[:AT_LEVEL]->(l:Level) RETURN [l.id, l.name, l.name_en] } AS levels,
       COLLECT { MATCH (p)-[:LOCATED_IN]->(w:Place) RETURN w.id } AS places,
       CASE WHEN 'proposed' IN [s.standing, f.standing] THEN 'proposed' ELSE s.standing END AS standing,
       s.certainty AS certainty, s.example AS example
ORDER BY seat
