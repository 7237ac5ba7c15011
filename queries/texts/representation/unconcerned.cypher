// Describes the actors that no area concerns on a day: type, kind, place and groups.
// reads
// param on: ISO date
// column actor: id of the actor
// column name: its name
// column name_en: its English name
// column type: its type as [id, name, name_en]
// column kinds: its kind as [id, name, name_en], in a list
// column places: id of its place, in a list
// column groups: its groups as [id, name, name_en]
// column example: invented
// column evidence: source and place
// limit 100000
MATCH (a:Actor)-[:OF_TYPE]->(t:ActorType)
WHERE coalesce(a.valid_from, $on) <= $on AND coalesce(a.valid_to, $on) >= $on
  AND NOT EXISTS { MATCH (a)-[i:ACTS_IN]->(:Area)
                   WHERE coalesce(i.valid_from, $on) <= $on AND coalesce(i.valid_to, $on) >= $on }
RETURN a.id AS actor, a.name AS name, a.name_en AS name_en, [t.id, t.name, t.name_en] AS type,
       COLLECT { MATCH (a)-[:OF_KIND]->(k:ActorKind) RETURN [k.id, k.name, k.name_en] } AS kinds,
       COLLECT { MATCH (a)-[:LOCATED_IN]->(p:Place) RETURN p.id } AS places,
       COLLECT { MATCH (a)-[b:BELONGS_TO]->(g:Group)
                 WHERE coalesce(b.valid_from, $on) <= $on AND coalesce(b.valid_to, $on) >= $on
                   AND coalesce(g.valid_from, $on) <= $on AND coalesce(g.valid_to, $on) >= $on
                 RETURN [g.id, g.name, g.name_en] } AS groups,
       a.example AS example, a.evidence AS evidence
ORDER BY actor
