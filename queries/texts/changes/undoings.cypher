// Lists the changes that undo another one, oldest first.
// reads
// param since: only those with a larger number
// param most: largest number of rows
// column number: number of the later change
// column undoes: number of the undone change
// limit 10000
MATCH (c:ChangeSet)
WHERE c.undoes IS NOT NULL AND c.number > $since
RETURN c.number AS number, c.undoes AS undoes
ORDER BY number LIMIT $most
