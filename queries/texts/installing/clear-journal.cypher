// Removes nodes of an incomplete journal and its revisions. Repeat until `gone` is 0.
// writes
// param most: largest number of nodes
// column gone: number of removed nodes
MATCH (n:ChangeSet|Chunk|Revision)
WITH n LIMIT $most
DETACH DELETE n
RETURN count(*) AS gone
