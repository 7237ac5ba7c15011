// Reads the findings that are muted on a day.
// reads
// param on: ISO date
// column id: id of the mute
// column rule: the rule
// column entities: ids of the records that the finding is about
// column reason: why it is muted
// column until: the last day on which it is muted
// limit 10000
MATCH (m:Mute)
WHERE m.until >= $on AND coalesce(m.valid_from, $on) <= $on AND coalesce(m.valid_to, $on) >= $on
RETURN m.id AS id, m.rule AS rule, m.entities AS entities, m.reason AS reason, m.until AS until
ORDER BY until DESC, id
