// Finds the parties with exactly this id or name, from the indexes on both.
// reads
// param said: the id or name
// column id: the party's id
// limit 100
MATCH (p:Party {id: $said}) RETURN p.id AS id
UNION
MATCH (p:Party) WHERE p.name = $said RETURN p.id AS id
