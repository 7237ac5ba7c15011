// Takes away some of a journal and its revisions that were not wholly written, until there is none.
// writes
// param most: nodes at most
// column gone: how many went
MATCH (n:ChangeSet|Chunk|Revision)
WITH n LIMIT $most
DETACH DELETE n
RETURN count(*) AS gone
