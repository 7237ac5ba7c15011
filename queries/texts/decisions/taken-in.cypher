// Reads the decisions that a party took, the latest first, with the ids of their assignments, starting from the party.
// reads
// param party: id of the forum or actor that took the decisions
// param on: ISO date
// param most: largest number of rows
// column decision: id of the decision
// column name: its name
// column name_en: its English name
// column taken_on: its day, if known
// column assignments: ids of its assignments
// column certainty: certain or uncertain
// column example: invented
// column evidence: source and place
// limit 1000
MATCH (:Party {id: $party})<-[:TAKEN_IN]-(d:Decision)
WHERE coalesce(d.taken_on, $on) <= $on AND coalesce(d.valid_from, $on) <= $on
RETURN d.id AS decision, d.name AS name, d.name_en AS name_en, d.taken_on AS taken_on,
       COLLECT { MATCH (d)<-[:PART_OF_DECISION]-(a:Assignment) WHERE coalesce(a.valid_from, $on) <= $on RETURN a.id } AS assignments,
       d.certainty AS certainty, d.example AS example, d.evidence AS evidence
ORDER BY coalesce(d.taken_on, '') DESC, decision LIMIT $most
