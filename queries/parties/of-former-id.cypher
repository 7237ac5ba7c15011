// The party that another was merged into, by the id that this had. It goes through all parties.
// reads
// param id: the former id
// column id: the id now
// limit 1
MATCH (p:Party)
WHERE $id IN p.former_ids
RETURN p.id AS id
ORDER BY id LIMIT 1
