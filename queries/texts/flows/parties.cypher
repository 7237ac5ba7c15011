// Reads what a question about flows says of parties, starting from their ids.
// reads
// param ids: ids of the parties
// param on: ISO date
// column id: id of a party
// column name: its name
// column name_en: its English name
// column sort: actor, forum or function
// column kind: id of its kind of forum or kind of actor
// column level: id of its level
// column area: id of its area, if it is a forum that has one
// column concerned: ids of the areas that concern it on the day, if it is an actor
// column place: id of its place
// column part_of: id of the forum or the organisation that it is a part of, or of the organisation where it is held
// column standing: existing or proposed; none for an actor, which exists
// column certainty: certain or uncertain
// column example: invented
// column evidence: source and place
// limit 10000
UNWIND $ids AS id
MATCH (p:Party {id: id})
RETURN p.id AS id, p.name AS name, p.name_en AS name_en,
       CASE WHEN p:Forum THEN 'forum' WHEN p:Function THEN 'function' ELSE 'actor' END AS sort,
       head(COLLECT { MATCH (p)-[:OF_FORUM_KIND|OF_KIND]->(k) RETURN k.id }) AS kind,
       head(COLLECT { MATCH (p)-[:AT_LEVEL]->(l) RETURN l.id }) AS level,
       head(COLLECT { MATCH (p)-[:IN_AREA]->(r) RETURN r.id }) AS area,
       COLLECT { MATCH (p)-[i:ACTS_IN]->(c)
                 WHERE coalesce(i.valid_from, $on) <= $on AND coalesce(i.valid_to, $on) >= $on RETURN c.id } AS concerned,
       head(COLLECT { MATCH (p)-[:LOCATED_IN]->(m) RETURN m.id }) AS place,
       head(COLLECT { MATCH (p)-[:PART_OF|COMMITTEE_OF|HELD_AT]->(w) RETURN w.id }) AS part_of,
       p.standing AS standing, p.certainty AS certainty, p.example AS example, p.evidence AS evidence
ORDER BY id
