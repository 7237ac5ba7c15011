// Pages by id through the actors that an area concerns, from the index on ids.
// reads
// param area: id of the area
// param on: ISO date
// param after: the id after which the page begins
// param most: largest number of rows
// column actor: id of the actor
// limit 10000
MATCH (a:Actor)
WHERE a.id > $after AND coalesce(a.valid_from, $on) <= $on AND coalesce(a.valid_to, $on) >= $on
  AND EXISTS { MATCH (a)-[i:ACTS_IN]->(:Area {id: $area})
               WHERE coalesce(i.valid_from, $on) <= $on AND coalesce(i.valid_to, $on) >= $on }
RETURN a.id AS actor
ORDER BY a.id LIMIT $most
