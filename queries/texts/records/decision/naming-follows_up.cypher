// decisions whose field `follows_up` names one of some records: a page of their ids.
// reads
// param ids: list of ids of what is named
// param after: the id after which the page begins
// param most: rows at most
// column id: its id
// limit 10000
UNWIND $ids AS id
MATCH (m:Decision {id: id})<-[:FOLLOWS_UP]-(n:Decision)
WITH DISTINCT n
WHERE n.id > $after
RETURN n.id AS id
ORDER BY id LIMIT $most
