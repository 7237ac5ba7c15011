// Lists the levels.
// reads
// column id: id of the level
// column name: its name
// column name_en: its English name
// limit 1000
MATCH (l:Level)
RETURN l.id AS id, l.name AS name, l.name_en AS name_en
ORDER BY id
