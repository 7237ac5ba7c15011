// Lists the groups that are to be invited or are often overlooked.
// reads
// param on: ISO date
// column group: id of the group
// column name: its name
// column name_en: its English name
// column kind: invited or overlooked
// column within: id of the group that it is a part of, in a list
// column evidence: source and place
// column certainty: certain or uncertain
// column example: invented
// limit 1000
MATCH (g:Group)
WHERE g.kind IN ['invited', 'overlooked'] AND coalesce(g.valid_from, $on) <= $on AND coalesce(g.valid_to, $on) >= $on
RETURN g.id AS group, g.name AS name, g.name_en AS name_en, g.kind AS kind,
       COLLECT { MATCH (g)-[:WITHIN_GROUP]->(o:Group) RETURN o.id } AS within,
       g.evidence AS evidence, g.certainty AS certainty, g.example AS example
ORDER BY g.kind, group
