// Reads parties with their kind, and the organisations where functions are held.
// reads
// param ids: ids of the parties
// column party: id of the party
// column name: its name
// column name_en: its English name
// column organisation: whether it is an actor, which has a kind, roles and groups
// column kind: id of its kind
// column held_at: id of the organisation where a function is held
// column certainty: certain or uncertain
// column valid_from: its first day
// column valid_to: its last day
// limit 500000
UNWIND $ids AS id
MATCH (p:Party {id: id})
OPTIONAL MATCH (p)-[:OF_KIND]->(k:ActorKind)
OPTIONAL MATCH (p)-[:HELD_AT]->(o:Actor)
RETURN p.id AS party, p.name AS name, p.name_en AS name_en, 'Actor' IN labels(p) AS organisation, k.id AS kind, o.id AS held_at,
       p.certainty AS certainty, p.valid_from AS valid_from, p.valid_to AS valid_to
ORDER BY party
