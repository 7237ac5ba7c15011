// Sets the head to the last change and ends the installation. The trails may come from an older version.
// writes
// param mark: secret mark of the process
// param number: the last change's number, 0 if all was removed
// param hash: the last change's hash
// column number: the last change's number
MATCH (h:Head {id: 'journal'})
SET h.number = h.number // lock the head before it is read
WITH h
WHERE h.unfinished = $mark
SET h.number = $number, h.hash = $hash, h.unfinished = null, h.steps = null, h.trails = null
RETURN h.number AS number
