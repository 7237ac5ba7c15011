// The decisions of exactly that name or case number: by the indexes on both.
// reads
// param said: the name or case number
// column id: id of the decision
// column case_number: its case number
// limit 100
MATCH (d:Decision {name: $said}) RETURN d.id AS id, d.case_number AS case_number
UNION
MATCH (d:Decision {case_number: $said}) RETURN d.id AS id, d.case_number AS case_number
