// Finds the day of the earliest decision, from the index on these days.
// reads
// column taken_on: the day
// limit 1
MATCH (d:Decision)
WHERE d.taken_on > ''
RETURN d.taken_on AS taken_on
ORDER BY taken_on LIMIT 1
