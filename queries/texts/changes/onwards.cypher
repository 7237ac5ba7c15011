// The journal's entries, the first first, without their operations.
// reads
// param since: only entries with a larger number
// param most: entries at most
// column number: gapless from 1
// column at: UTC time
// column who: the function that changed
// column why: its reason
// column source: what was loaded
// column source_sha256: the SHA-256 of what was loaded
// column undoes: the number of the change that it undoes, if it does
// column previous: hash of the entry before
// column hash: its own hash
// column operations: number of operations
// column counts: JSON of action → number
// limit 1000
MATCH (c:ChangeSet)
WHERE c.number > $since
RETURN c.number AS number, c.at AS at, c.who AS who, c.why AS why, c.source AS source, c.source_sha256 AS source_sha256,
       c.undoes AS undoes, c.previous AS previous, c.hash AS hash, c.operations AS operations, c.counts AS counts
ORDER BY c.number LIMIT $most
