// Counts the parties of a day by what is kept of where they stand on the map. One walk over all parties, once per version and day.
// reads
// param on: ISO date
// column spot: column, level, shape, kind and place, as "educators/local/actor/school place"
// column standing: existing or proposed; none for an actor, which exists
// column parties: how many
// column uncertain: how many of them are uncertain
// column examples: how many of them are invented
// limit 100000
MATCH (p:Party)
WHERE coalesce(p.valid_from, $on) <= $on AND coalesce(p.valid_to, $on) >= $on
RETURN left(p.spot, size(p.spot) - size(p.id) - 1) AS spot, p.standing AS standing, count(*) AS parties,
       sum(CASE WHEN p.certainty = 'uncertain' THEN 1 ELSE 0 END) AS uncertain,
       sum(CASE WHEN p.example THEN 1 ELSE 0 END) AS examples
ORDER BY spot, standing
