// The ids of flows, for what somebody may have meant; of very many, some.
// reads
// param most: rows at most
// column id: its id
// limit 10000
MATCH (:Party)-[r:FEEDS]->()
RETURN r.id AS id
LIMIT $most
