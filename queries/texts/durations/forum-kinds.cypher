// Reads of which kind some forums are.
// reads
// param ids: ids of the forums
// column forum: id of the forum
// column kind: id of its kind
// column name: name of the kind
// column name_en: its English name
// limit 10000
UNWIND $ids AS id
MATCH (f:Forum {id: id})-[:OF_FORUM_KIND]->(k:ForumKind)
RETURN f.id AS forum, k.id AS kind, k.name AS name, k.name_en AS name_en
ORDER BY forum
