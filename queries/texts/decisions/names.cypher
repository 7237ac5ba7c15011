// Pages through the names by which decisions are found.
// reads
// param after: the id after which the page begins
// param most: largest number of rows
// column id: the decision's id
// column name: its name
// column name_en: its English name
// column case_number: its case number
// limit 10000
MATCH (d:Decision)
WHERE d.id > $after
RETURN d.id AS id, d.name AS name, d.name_en AS name_en, d.case_number AS case_number
ORDER BY d.id LIMIT $most
