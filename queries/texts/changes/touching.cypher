// The journal's entries whose operations may touch or name what the marks say, newest first, with where in them that is.
// reads
// param marks: what one of the marks of a chunk must be
// param before: only entries with a smaller number
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
// column places: the places of the chunks
// column marked: how many of those chunks have marks at all
// limit 1000
MATCH (c:ChangeSet)-[:HOLDS]->(k:Chunk)
WHERE c.number < $before AND c.number > $since
  AND (k.touches IS NULL OR any(mark IN $marks WHERE k.touches CONTAINS mark))
WITH c, collect(k.order) AS places, count(k.touches) AS marked
RETURN c.number AS number, c.at AS at, c.who AS who, c.why AS why, c.source AS source, c.source_sha256 AS source_sha256,
       c.undoes AS undoes, c.previous AS previous, c.hash AS hash, c.operations AS operations, c.counts AS counts,
       places, marked
ORDER BY number DESC LIMIT $most
