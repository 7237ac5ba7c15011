// Keeps others from changing the landscape until this transaction has ended.
// writes
MATCH (h:Head {id: 'journal'})
SET h.number = h.number
