// The ids of representations, for what somebody may have meant; of very many, some.
// reads
// param most: rows at most
// column id: its id
// limit 10000
MATCH (:Party)-[r:REPRESENTS]->()
RETURN r.id AS id
LIMIT $most
