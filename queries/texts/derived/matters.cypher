// Derives which decisions share their matter with another one, so that only these have to be compared.
// writes
// param ids: the matters of decisions
UNWIND $ids AS matter
MATCH (d:Decision {matter: matter})-[:TAKEN_IN]->(:Party)
WITH matter, collect(d) AS same
UNWIND same AS d
SET d.repeated = CASE WHEN size(same) > 1 THEN matter END
