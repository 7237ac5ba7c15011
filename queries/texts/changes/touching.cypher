// Finds the journal entries whose chunks have one of the marks, newest first, and where those chunks are.
// reads
// param marks: marks of which a chunk has one
// param before: only entries with a smaller number
// param since: only entries with a larger number
// param most: largest number of entries
// column number: gapless from 1
// column at: UTC time
// column who: the function that made the change
// column why: its reason
// column source: sources of a load
// column source_sha256: SHA-256 of the loaded files
// column undoes: number of the change that it undoes, if any
// column previous: hash of the entry before
// column hash: its own hash
// column operations: number of operations
// column counts: JSON of action → number
// column places: the places of the chunks
// column marked: number of those chunks with any marks
// limit 1000
MATCH (c:ChangeSet)-[:HOLDS]->(k:Chunk)
WHERE c.number < $before AND c.number > $since
  AND (k.touches IS NULL OR any(mark IN $marks WHERE k.touches CONTAINS mark))
WITH c, collect(k.order) AS places, count(k.touches) AS marked
RETURN c.number AS number, c.at AS at, c.who AS who, c.why AS why, c.source AS source, c.source_sha256 AS source_sha256,
       c.undoes AS undoes, c.previous AS previous, c.hash AS hash, c.operations AS operations, c.counts AS counts,
       places, marked
ORDER BY number DESC LIMIT $most
