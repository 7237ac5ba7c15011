// Finds a type of which a record is marked as an invented example.
// reads
// column label: the type
// limit 10
MATCH (n:Assignment) WHERE n.example RETURN 'Assignment' AS label LIMIT 1 UNION ALL
MATCH (n:Meeting) WHERE n.example RETURN 'Meeting' AS label LIMIT 1 UNION ALL
MATCH (n:Seat) WHERE n.example RETURN 'Seat' AS label LIMIT 1 UNION ALL
MATCH (n:Party) WHERE n.example RETURN 'Party' AS label LIMIT 1 UNION ALL
MATCH (:Party)-[r:FEEDS]->() WHERE r.example RETURN 'Flow' AS label LIMIT 1
