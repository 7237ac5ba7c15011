// Finds the last journal entry before a moment.
// reads
// param moment: UTC time
// column number: its number; null if there is none
// limit 1
MATCH (c:ChangeSet)
WHERE c.at < $moment
RETURN max(c.number) AS number
