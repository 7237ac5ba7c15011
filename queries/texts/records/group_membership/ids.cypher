// The ids of group memberships, for what somebody may have meant; of very many, some.
// reads
// param most: rows at most
// column id: its id
// limit 10000
MATCH (:Actor)-[r:BELONGS_TO]->()
RETURN r.id AS id
LIMIT $most
