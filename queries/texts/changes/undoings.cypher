// The changes that undo another, the first first.
// reads
// param since: only those with a larger number
// param most: rows at most
// column number: the number of the one that undoes
// column undoes: the number of the one that is undone
// limit 10000
MATCH (c:ChangeSet)
WHERE c.undoes IS NOT NULL AND c.number > $since
RETURN c.number AS number, c.undoes AS undoes
ORDER BY number LIMIT $most
