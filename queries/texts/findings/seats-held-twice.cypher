// Reads the parties that hold several certain, existing seats of a forum in one position for the same party, with the seats that begin by the day.
// reads
// param on: ISO date
// column forum: id of the forum
// column forum_name: its name
// column forum_name_en: its English name
// column holder: id of the party
// column holder_name: its name
// column holder_name_en: its English name
// column behalf: id of the party that they speak for, empty for none
// column position: chair, convener, member, deputy or coopted
// column seats: its seats with a day on record, as [id, first day, last day, invented, source and place]
// limit 100000
MATCH (s:Seat)
WHERE (s.valid_from IS NOT NULL OR s.valid_to IS NOT NULL) AND coalesce(s.valid_from, $on) <= $on
  AND s.certainty = 'certain' AND s.standing = 'existing'
MATCH (s)-[:SEAT_IN]->(f:Forum)
MATCH (s)-[:HELD_BY]->(p:Party)
WITH s, f, p, COLLECT { MATCH (s)-[:ON_BEHALF_OF]->(q:Party) RETURN q.id } AS behalf
WITH f, p, behalf, s.position AS position,
     collect([s.id, s.valid_from, s.valid_to, s.example, s.evidence]) AS seats
WHERE size(seats) > 1
RETURN f.id AS forum, f.name AS forum_name, f.name_en AS forum_name_en, p.id AS holder, p.name AS holder_name,
       p.name_en AS holder_name_en, coalesce(behalf[0], '') AS behalf, position, seats
ORDER BY forum, holder, behalf, position
