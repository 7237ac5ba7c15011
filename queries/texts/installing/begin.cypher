// Marks an empty journal's head for an installation. Returns no row if the graph holds a landscape.
// writes
// param mark: secret mark of the process
// param like: prefix of such marks; an abandoned mark is overwritten
// column number: the last change's number, 0
MATCH (h:Head {id: 'journal'})
SET h.number = h.number // lock the head before it is read
WITH h
WHERE h.number = 0 AND (h.unfinished IS NULL OR h.unfinished STARTS WITH $like)
SET h.unfinished = $mark
RETURN h.number AS number
