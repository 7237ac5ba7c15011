// kinds of forum: a page by id, each with what it refers to.
// reads
// param after: the id after which the page begins
// param most: rows at most
// column properties: its own fields
// limit 10000
MATCH (n:ForumKind)
WHERE n.id > $after
RETURN properties(n) AS properties
ORDER BY n.id LIMIT $most
