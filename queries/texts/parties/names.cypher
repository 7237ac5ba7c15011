// Pages through all names by which parties are found.
// reads
// param after: the id after which the page begins
// param most: largest number of rows
// column id: the party's id
// column name: its name
// column name_en: its English name
// column short_name: its name on the map
// column short_name_en: its English
// column aliases: its other names
// limit 10000
MATCH (p:Party)
WHERE p.id > $after
RETURN p.id AS id, p.name AS name, p.name_en AS name_en, p.short_name AS short_name,
       p.short_name_en AS short_name_en, p.aliases AS aliases
ORDER BY p.id LIMIT $most
