// Finds the relationship types that have a record of the id. The local server scans all relationships.
// reads
// param id: the id
// column label: the type
// limit 100
MATCH (:Process)-[r:FEEDS_PROCESS {id: $id}]->() RETURN 'ProcessFlow' AS label UNION ALL
MATCH (:Actor)-[r:BELONGS_TO {id: $id}]->() RETURN 'GroupMembership' AS label UNION ALL
MATCH (:Actor)-[r:ACTS_IN {id: $id}]->() RETURN 'Involvement' AS label UNION ALL
MATCH (:Party)-[r:REPRESENTS {id: $id}]->() RETURN 'Representation' AS label UNION ALL
MATCH (:Party)-[r:FEEDS {id: $id}]->() RETURN 'Flow' AS label
