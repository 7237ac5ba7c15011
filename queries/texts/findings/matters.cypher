// Reads the decisions with a case number that share their matter with another one of the same party.
// reads
// param on: ISO date
// column forum: id of the party that decided
// column decisions: its decisions as "id taken-on", with "example" of those that are invented
// column names: their names, in the same order
// column case_numbers: their case numbers, in the same order
// limit 200000
MATCH (d:Decision)
WHERE d.repeated > '' AND coalesce(d.taken_on, '~') <= $on AND coalesce(d.valid_from, $on) <= $on AND coalesce(d.valid_to, $on) >= $on
RETURN split(d.repeated, ' ')[0] AS forum,
       collect(d.id + ' ' + d.taken_on + CASE WHEN d.example THEN ' example' ELSE '' END) AS decisions,
       collect(d.name) AS names, collect(d.case_number) AS case_numbers
