// Reads the party of an id.
// reads
// param id: the id
// column id: the id
// column name: its name
// column name_en: its English name
// column short_name: its name on the map
// column short_name_en: its English
// column aliases: its other names
// column valid_from: its first day
// column valid_to: its last day
// column valid_to_words: words for the period that it ends, if any
// limit 1
MATCH (p:Party {id: $id})
RETURN p.id AS id, p.name AS name, p.name_en AS name_en, p.short_name AS short_name,
       p.short_name_en AS short_name_en, p.aliases AS aliases, p.valid_from AS valid_from, p.valid_to AS valid_to,
       p.valid_to_words AS valid_to_words
