// What a database holds that is not ours: the labels of its first nodes.
// reads
// column label: a label, "–" for a node without any
// limit 20
MATCH (n)
WITH n LIMIT 1000
UNWIND CASE WHEN labels(n) = [] THEN ['–'] ELSE labels(n) END AS label
RETURN DISTINCT label AS label
ORDER BY label LIMIT 20
