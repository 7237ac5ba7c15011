// The changes that were loaded from sources of which one may be that one, the newest first.
// reads
// param source: what the names of the sources contain
// param before: only entries with a smaller number
// param most: rows at most
// column number: number of the change
// column source: the sources, with a comma between them
// limit 10000
MATCH (c:ChangeSet)
WHERE c.source CONTAINS $source AND c.number < $before
RETURN c.number AS number, c.source AS source
ORDER BY number DESC LIMIT $most
