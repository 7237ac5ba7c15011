// Pages through the parties of some cells in some places, in the order of their cells and places, starting from the places.
// reads
// param places: ids of the places
// param after: the place in that order after which the page begins
// param cells: the cells that count, as "educators/local/actor/school"
// param standings: the standings that count; an actor exists
// param on: ISO date
// param most: largest number of rows
// column spot: the party's place in the order
// column id: its id
// limit 10000
UNWIND $places AS place
MATCH (m:Place {id: place})<-[:LOCATED_IN]-(p:Party)
WHERE p.cell IN $cells AND coalesce(p.standing, 'existing') IN $standings
  AND coalesce(p.valid_from, $on) <= $on AND coalesce(p.valid_to, $on) >= $on
WITH p.spot AS spot, p.id AS id
WHERE spot > $after
RETURN spot, id
ORDER BY spot LIMIT $most
