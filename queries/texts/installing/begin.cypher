// Notes at the head of a journal without any change that a whole landscape is being written; no row when it is not for that.
// writes
// param mark: what only the process that writes it notes
// param like: how such a note begins; one that was left is written over
// column number: the last change's number, 0
MATCH (h:Head {id: 'journal'})
SET h.number = h.number // held by this transaction before it is looked at
WITH h
WHERE h.number = 0 AND (h.unfinished IS NULL OR h.unfinished STARTS WITH $like)
SET h.unfinished = $mark
RETURN h.number AS number
