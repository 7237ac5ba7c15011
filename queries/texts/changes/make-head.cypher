// Creates the head of the journal if it is missing, and records the graph's schema.
// writes
// param hash: the hash before the first change
// param schema: the hash of the schema's text
MERGE (h:Head {id: 'journal'})
ON CREATE SET h.number = 0, h.hash = $hash
SET h.schema = $schema
