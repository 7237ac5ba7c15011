// Reads one forum with what seat rules ask of it.
// reads
// param forum: id of the forum
// param on: ISO date
// column forum: id of the forum
// column forum_name: its name
// column forum_name_en: its English name
// column kinds: id of its kind, as a list
// column areas: id of its area, as a list
// column levels: id of its level, as a list
// column places: id of its place, as a list
// column parents: id of the forum whose committee it is, as a list
// column standing: whether it exists or is proposed
// column certainty: certain or uncertain
// column example: invented
// column valid_from: its first day
// column valid_to: its last day
// limit 1
MATCH (f:Forum {id: $forum})
WHERE coalesce(f.valid_from, $on) <= $on AND coalesce(f.valid_to, $on) >= $on
RETURN f.id AS forum, f.name AS forum_name, f.name_en AS forum_name_en,
       COLLECT { MATCH (f)-[:OF_FORUM_KIND]->(k:ForumKind) RETURN k.id } AS kinds,
       COLLECT { MATCH (f)-[:IN_AREA]->(r:Area) RETURN r.id } AS areas,
       COLLECT { MATCH (f)-[:AT_LEVEL]->(l:Level) RETURN l.id } AS levels,
       COLLECT { MATCH (f)-[:LOCATED_IN]->(p:Place) RETURN p.id } AS places,
       COLLECT { MATCH (f)-[:COMMITTEE_OF]->(p:Forum) RETURN p.id } AS parents,
       f.standing AS standing, f.certainty AS certainty, f.example AS example, f.valid_from AS valid_from, f.valid_to AS valid_to
ORDER BY forum
