// The ids of seats, for what somebody may have meant; of very many, the first.
// reads
// param most: rows at most
// column id: its id
// limit 10000
MATCH (n:Seat)
RETURN n.id AS id
ORDER BY n.id LIMIT $most
