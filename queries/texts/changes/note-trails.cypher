// Records at the head which version derived the assignments' states.
// writes
// param trails: the version
MATCH (h:Head {id: 'journal'})
SET h.trails = $trails
