// Finds the forums of areas, and whether their members are on record. Uncertain seats are no record.
// reads
// param on: ISO date
// param standings: the standings of forums and seats that count
// column forum: id of the forum
// column name: its name
// column name_en: its English name
// column short_name: its short name
// column short_name_en: its English short name
// column area: id of its area
// column level: id of its level
// column kind: id of its kind
// column recorded: whether a seat is on record, vacant or not
// column unsettled: whether a seat there is uncertain or proposed, or the forum is proposed
// column invented: whether a seat on record is an example
// column standing: existing or proposed
// column certainty: certain or uncertain
// column example: invented
// column evidence: source and place
// limit 100000
MATCH (f:Forum)-[:IN_AREA]->(r:Area)
WHERE f.standing IN $standings AND coalesce(f.valid_from, $on) <= $on AND coalesce(f.valid_to, $on) >= $on
MATCH (f)-[:AT_LEVEL]->(l:Level)
MATCH (f)-[:OF_FORUM_KIND]->(k:ForumKind)
RETURN f.id AS forum, f.name AS name, f.name_en AS name_en, f.short_name AS short_name, f.short_name_en AS short_name_en,
       r.id AS area, l.id AS level, k.id AS kind,
       any(seats IN coalesce(f.seated, [])
           WHERE left(seats, 10) <= $on AND substring(seats, 11, 10) >= $on AND substring(seats, 22) IN $standings) AS recorded,
       f.standing = 'proposed' OR any(seats IN coalesce(f.seated, [])
           WHERE left(seats, 10) <= $on AND substring(seats, 11, 10) >= $on
             AND (substring(seats, 22) STARTS WITH 'uncertain ' AND substring(seats, 32) IN $standings
                  OR substring(seats, 22) = 'proposed' AND 'proposed' IN $standings)) AS unsettled,
       any(seats IN coalesce(f.seated, [])
           WHERE left(seats, 10) <= $on AND substring(seats, 11, 10) >= $on AND substring(seats, 22) = 'example') AS invented,
       f.standing AS standing, f.certainty AS certainty, f.example AS example, f.evidence AS evidence
ORDER BY forum
