// Finds the actors that play some roles, starting from the roles.
// reads
// param roles: ids of the roles
// column role: id of a role
// column actor: id of an actor that plays it
// limit 200000
UNWIND $roles AS id
MATCH (o:Role {id: id})<-[:PLAYS]-(a:Actor)
RETURN o.id AS role, a.id AS actor
ORDER BY role, actor
