// Finds the first forums of an area at a level that are proposed, or where a seat is uncertain or proposed.
// reads
// param after: prefix of the area and level, as area/level/
// param until: upper bound of the places
// param on: ISO date
// param standings: the standings of forums and seats that count
// param most: largest number of rows
// column forum: id of the forum
// limit 10000
MATCH (f:Forum)
WHERE f.listed > $after AND f.listed < $until
  AND f.standing IN $standings AND coalesce(f.valid_from, $on) <= $on AND coalesce(f.valid_to, $on) >= $on
  AND (f.standing = 'proposed'
       OR any(seats IN f.seated
              WHERE left(seats, 10) <= $on AND substring(seats, 11, 10) >= $on
                AND (substring(seats, 22) STARTS WITH 'uncertain ' AND substring(seats, 32) IN $standings
                     OR substring(seats, 22) = 'proposed' AND 'proposed' IN $standings)))
RETURN f.id AS forum
ORDER BY f.listed LIMIT $most
