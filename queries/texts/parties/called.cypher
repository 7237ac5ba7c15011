// Reads the short names of parties, as the map shows them, from the index on ids.
// reads
// param ids: ids of the parties
// column id: the party's id
// column name: its short name, or its name
// column name_en: the same in English
// limit 10000
UNWIND $ids AS id
MATCH (p:Party {id: id})
RETURN p.id AS id, coalesce(p.short_name, p.name) AS name, coalesce(p.short_name_en, p.name_en) AS name_en
ORDER BY id
