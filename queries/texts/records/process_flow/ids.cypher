// The ids of process flows, for what somebody may have meant; of very many, some.
// reads
// param most: rows at most
// column id: its id
// limit 10000
MATCH (:Process)-[r:FEEDS_PROCESS]->()
RETURN r.id AS id
LIMIT $most
