// The last entry that was in the journal before a moment.
// reads
// param moment: UTC time
// column number: its number; null when there was none
// limit 1
MATCH (c:ChangeSet)
WHERE c.at < $moment
RETURN max(c.number) AS number
