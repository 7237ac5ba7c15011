// Lists revisions, newest first.
// reads
// param before: only revisions with a smaller number
// param most: largest number of revisions
// column number: sequence number from 1
// column at: UTC time of publishing
// column who: the function that published
// column note: its note
// column fingerprint: SHA-256 of the canonical N-Quads
// column previous: hash of the revision before
// column quads: number of its quads
// column counts: JSON, the number of its records by type
// column schema: version of the form of its data
// column software: version that published it
// column hash: SHA-256 of its manifest
// limit 1000
MATCH (r:Revision)
WHERE r.number < $before
RETURN r.number AS number, r.at AS at, r.who AS who, r.note AS note, r.fingerprint AS fingerprint, r.previous AS previous,
  r.quads AS quads, r.counts AS counts, r.schema AS schema, r.software AS software, r.hash AS hash
ORDER BY r.number DESC LIMIT $most
