// Reads the names, the kinds of forum and the areas of parties, from the index on ids.
// reads
// param ids: ids of the parties
// column id: id of a party
// column name: its name
// column name_en: its English name
// column forum_kind: id of its kind, if it is a forum
// column forum_kind_name: name of the kind
// column forum_kind_name_en: English name of the kind
// column area: id of its area, if it is a forum that has one
// limit 200000
UNWIND $ids AS id
MATCH (p:Party {id: id})
USING INDEX SEEK p:Party(id)
OPTIONAL MATCH (p)-[:OF_FORUM_KIND]->(k:ForumKind)
OPTIONAL MATCH (p)-[:IN_AREA]->(r:Area)
RETURN p.id AS id, p.name AS name, p.name_en AS name_en, k.id AS forum_kind, k.name AS forum_kind_name,
       k.name_en AS forum_kind_name_en, r.id AS area
ORDER BY id
