// The ids of involvements, for what somebody may have meant; of very many, some.
// reads
// param most: rows at most
// column id: its id
// limit 10000
MATCH (:Actor)-[r:ACTS_IN]->()
RETURN r.id AS id
LIMIT $most
