// Pages by id through the forums that hold on a day.
// reads
// param on: ISO date
// param after: the id after which the page begins
// param most: largest number of rows
// column id: id of a forum
// limit 10000
MATCH (f:Forum)
WHERE f.id > $after AND coalesce(f.valid_from, $on) <= $on AND coalesce(f.valid_to, $on) >= $on
RETURN f.id AS id
ORDER BY f.id LIMIT $most
