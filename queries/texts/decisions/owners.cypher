// Lists the functions that answer for open assignments.
// reads
// column owner: name of the function
// limit 10000
MATCH (a:Assignment)
WHERE a.open = true AND a.owner IS NOT NULL
RETURN DISTINCT a.owner AS owner
ORDER BY owner
