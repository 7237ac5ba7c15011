// Finds the loads whose sources contain the given name, newest first.
// reads
// param source: part of the sources' names
// param before: only entries with a smaller number
// param most: largest number of rows
// column number: number of the change
// column source: the sources, with a comma between them
// limit 10000
MATCH (c:ChangeSet)
WHERE c.source CONTAINS $source AND c.number < $before
RETURN c.number AS number, c.source AS source
ORDER BY number DESC LIMIT $most
