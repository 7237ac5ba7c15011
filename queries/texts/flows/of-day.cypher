// Pages by id through the parties that feed on a day, each with its flows out. A flow counts while both its ends hold.
// reads
// param on: ISO date
// param kinds: the kinds of flow that count
// param standings: the standings that count
// param after: the id after which the page begins
// param most: largest number of rows
// column source: id of a party, which may feed nobody
// column flows: its flows as [id, id of the party that is fed, kind, standing, certainty, example, channel]
// limit 10000
MATCH (a:Party)
WHERE a.id > $after
RETURN a.id AS source,
       COLLECT { MATCH (a)-[f:FEEDS]->(b:Party)
                 WHERE f.kind IN $kinds AND f.standing IN $standings
                   AND coalesce(f.valid_from, $on) <= $on AND coalesce(f.valid_to, $on) >= $on
                   AND coalesce(a.valid_from, $on) <= $on AND coalesce(a.valid_to, $on) >= $on
                   AND coalesce(b.valid_from, $on) <= $on AND coalesce(b.valid_to, $on) >= $on
                 RETURN [f.id, b.id, f.kind, f.standing, f.certainty, f.example, f.channel] } AS flows
ORDER BY a.id LIMIT $most
