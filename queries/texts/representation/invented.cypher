// The first forums of an area at a level that have a seat that is an example.
// reads
// param after: the place after which those of the area and level begin, as area/level/
// param until: the place before which they end
// param on: ISO date
// param standings: the standings of forums that count
// param most: rows at most
// column forum: id of the forum
// limit 10000
MATCH (f:Forum)
WHERE f.listed > $after AND f.listed < $until
  AND f.standing IN $standings AND coalesce(f.valid_from, $on) <= $on AND coalesce(f.valid_to, $on) >= $on
  AND any(seats IN f.seated
          WHERE left(seats, 10) <= $on AND substring(seats, 11, 10) >= $on AND substring(seats, 22) = 'example')
RETURN f.id AS forum
ORDER BY f.listed LIMIT $most
