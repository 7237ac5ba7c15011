// Finds the parties with the most flows in and out. A flow counts while both its ends hold.
// reads
// param on: ISO date
// param most: largest number of rows
// column party: id of the party
// column name: its name
// column name_en: its English name
// column taken: flows in
// column given: flows out
// column example: invented
// limit 1000
MATCH (p:Party)
WHERE coalesce(p.valid_from, $on) <= $on AND coalesce(p.valid_to, $on) >= $on
WITH p,
     COUNT { MATCH (p)<-[f:FEEDS]-(q:Party)
             WHERE coalesce(f.valid_from, $on) <= $on AND coalesce(f.valid_to, $on) >= $on
               AND coalesce(q.valid_from, $on) <= $on AND coalesce(q.valid_to, $on) >= $on } AS taken,
     COUNT { MATCH (p)-[f:FEEDS]->(q:Party)
             WHERE coalesce(f.valid_from, $on) <= $on AND coalesce(f.valid_to, $on) >= $on
               AND coalesce(q.valid_from, $on) <= $on AND coalesce(q.valid_to, $on) >= $on } AS given
WHERE taken > 0 AND given > 0
RETURN p.id AS party, p.name AS name, p.name_en AS name_en, taken, given, p.example AS example
ORDER BY taken + given DESC, party LIMIT $most
