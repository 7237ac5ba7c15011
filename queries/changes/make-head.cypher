// Makes the head of the journal where there is none; it serialises those who write.
// writes
// param hash: the hash before the first change
MERGE (h:Head {id: 'journal'})
ON CREATE SET h.number = 0, h.hash = $hash
