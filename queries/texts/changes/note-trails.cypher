// Notes at the head of the journal by which version of the trail the assignments' fields are kept.
// writes
// param trails: the version
MATCH (h:Head {id: 'journal'})
SET h.trails = $trails
