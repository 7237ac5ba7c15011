// Keeps the head for the process that writes a whole landscape; no row when it is no longer that process's.
// writes
// param mark: what only that process notes
// column steps: transactions so far
MATCH (h:Head {id: 'journal'})
SET h.number = h.number // held by this transaction before it is looked at
WITH h
WHERE h.unfinished = $mark
SET h.steps = coalesce(h.steps, 0) + 1
RETURN h.steps AS steps
