// Finds the labels of the first nodes in a database, to see what it holds.
// reads
// column label: a label, "–" for a node without any
// limit 20
MATCH (n)
WITH n LIMIT 1000
UNWIND CASE WHEN labels(n) = [] THEN ['–'] ELSE labels(n) END AS label
RETURN DISTINCT label AS label
ORDER BY label LIMIT 20
