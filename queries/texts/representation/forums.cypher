// Finds the first forums of an area at a level, from the index on their places.
// reads
// param after: prefix of the area and level, as area/level/
// param until: upper bound of the places
// param on: ISO date
// param standings: the standings of forums that count
// param most: largest number of rows
// column forum: id of the forum
// limit 10000
MATCH (f:Forum)
WHERE f.listed > $after AND f.listed < $until
  AND f.standing IN $standings AND coalesce(f.valid_from, $on) <= $on AND coalesce(f.valid_to, $on) >= $on
RETURN f.id AS forum
ORDER BY f.listed LIMIT $most
