// Takes away some kinds of actor of a landscape that was not wholly written, with all that hangs on them, until there is none.
// writes
// param most: nodes at most
// column gone: how many went
MATCH (n:ActorKind)
WITH n LIMIT $most
DETACH DELETE n
RETURN count(*) AS gone
