// Places the head at the last change of what was written, and lets it wait for nothing; the trails may be an older version's.
// writes
// param mark: what only the process that wrote it notes
// param number: the last change's number, 0 when all was taken away
// param hash: the last change's hash
// column number: the last change's number
MATCH (h:Head {id: 'journal'})
SET h.number = h.number // held by this transaction before it is looked at
WITH h
WHERE h.unfinished = $mark
SET h.number = $number, h.hash = $hash, h.unfinished = null, h.steps = null, h.trails = null
RETURN h.number AS number
