// Reads what the selectors of seat rules ask of parties beside their kind: roles, types, groups, level and place.
// reads
// param ids: ids of the parties
// column party: id of the party
// column roles: ids of its roles
// column types: ids of its types
// column groups: its memberships in groups as [id, first day, last day, certain or uncertain]
// column levels: id of its level, as a list
// column places: id of its place, as a list
// limit 500000
UNWIND $ids AS id
MATCH (p:Party {id: id})
RETURN p.id AS party,
       COLLECT { MATCH (p)-[:PLAYS]->(r:Role) RETURN r.id } AS roles,
       COLLECT { MATCH (p)-[:OF_TYPE|ALSO_OF_TYPE]->(t:ActorType) RETURN t.id } AS types,
       COLLECT { MATCH (p)-[b:BELONGS_TO]->(g:Group) RETURN [g.id, b.valid_from, b.valid_to, b.certainty] } AS groups,
       COLLECT { MATCH (p)-[:AT_LEVEL]->(l:Level) RETURN l.id } AS levels,
       COLLECT { MATCH (p)-[:LOCATED_IN]->(q:Place) RETURN q.id } AS places
ORDER BY party
