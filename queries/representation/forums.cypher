// The forums of an area at a level, a page by id: by the index of their places, and no farther than the page.
// reads
// param after: the place after which the page begins, as area/level/id
// param until: the place before which it ends
// param on: ISO date
// param standings: the standings of forums that count
// param most: rows at most
// column forum: id of the forum
// column place: its place
// limit 10000
MATCH (f:Forum)
WHERE f.listed > $after AND f.listed < $until
  AND f.standing IN $standings AND coalesce(f.valid_from, $on) <= $on AND coalesce(f.valid_to, $on) >= $on
RETURN f.id AS forum, f.listed AS place
ORDER BY f.listed LIMIT $most
