// Pages through the parties of some cells, in the order of their cells and places, from an index.
// reads
// param after: the place in that order after which the page begins
// param before: the place before which it ends at the latest
// param cells: the cells that count, as "educators/local/actor/school"
// param standings: the standings that count; an actor exists
// param on: ISO date
// param most: largest number of rows
// column spot: the party's place in the order
// column id: its id
// limit 10000
MATCH (p:Party)
WHERE p.spot > $after AND p.spot < $before AND p.cell IN $cells
  AND coalesce(p.standing, 'existing') IN $standings
  AND coalesce(p.valid_from, $on) <= $on AND coalesce(p.valid_to, $on) >= $on
RETURN p.spot AS spot, p.id AS id
ORDER BY spot LIMIT $most
