// The parties that are called exactly so: by the index on names.
// reads
// param said: the name
// column id: the party's id
// limit 100
MATCH (p:Party)
WHERE p.name = $said
RETURN p.id AS id
ORDER BY id
