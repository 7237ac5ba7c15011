// Reads the forums with their area and kind, by area, kind and name.
// reads
// param on: ISO date
// column forum: id of the forum
// column name: its name
// column name_en: its English name
// column short_name: its short name
// column short_name_en: its English short name
// column area: id of its area
// column kind: id of its kind
// column kind_name: the kind's name
// column kind_name_en: its English name
// column standing: existing or proposed
// limit 10000
MATCH (f:Forum)-[:IN_AREA]->(r:Area)
WHERE coalesce(f.valid_from, $on) <= $on AND coalesce(f.valid_to, $on) >= $on
MATCH (f)-[:OF_FORUM_KIND]->(k:ForumKind)
RETURN f.id AS forum, f.name AS name, f.name_en AS name_en,
       f.short_name AS short_name, f.short_name_en AS short_name_en, r.id AS area,
       k.id AS kind, k.name AS kind_name, k.name_en AS kind_name_en, f.standing AS standing
ORDER BY area, kind, name, forum
