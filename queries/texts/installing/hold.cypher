// Locks the head for the installing process. Returns no row if another process has taken over.
// writes
// param mark: secret mark of the process
// column steps: transactions so far
MATCH (h:Head {id: 'journal'})
SET h.number = h.number // lock the head before it is read
WITH h
WHERE h.unfinished = $mark
SET h.steps = coalesce(h.steps, 0) + 1
RETURN h.steps AS steps
