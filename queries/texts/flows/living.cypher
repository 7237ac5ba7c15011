// Lists those of some parties that hold on a day.
// reads
// param ids: ids of parties
// param on: ISO date
// column id: id of a party that holds on the day
// limit 10000
UNWIND $ids AS id
MATCH (p:Party {id: id})
WHERE coalesce(p.valid_from, $on) <= $on AND coalesce(p.valid_to, $on) >= $on
RETURN p.id AS id
ORDER BY id
