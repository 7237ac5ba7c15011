// Locks the landscape against other changes until this transaction ends.
// writes
MATCH (h:Head {id: 'journal'})
SET h.number = h.number
