// Finds the parties that others were merged into, by the others' ids.
// reads
// param ids: the former ids
// column id: present id
// limit 10000
MATCH (p:Party)
WHERE p.merged = true AND any(former IN p.former_ids WHERE former IN $ids)
RETURN p.id AS id
ORDER BY id
