// Lists the hand-offs at which at least three assignments have been open at one time, from the index on them.
// reads
// column hand_off: ids of the party that decided and the addressee
// limit 10000
MATCH (a:Assignment)
WHERE a.crowded > ''
RETURN DISTINCT a.crowded AS hand_off
