// Lists the areas.
// reads
// column id: id of the area
// column name: its name
// column name_en: its English name
// limit 1000
MATCH (r:Area)
RETURN r.id AS id, r.name AS name, r.name_en AS name_en
ORDER BY id
