// Reads where all parties are, what they are a part of, and which are forums, some thousand in a row.
// reads
// column block: the first letters of the ids of the parties; a row for each would take ten times the time
// column says: place, whole or forum
// column pairs: "party place", "party organisation or forum that it is a part of or held at", or the id of a forum
// limit 200000
MATCH (p:Party)-[:LOCATED_IN]->(o:Place)
RETURN left(p.id, 4) AS block, 'place' AS says, collect(p.id + ' ' + o.id) AS pairs
UNION ALL
MATCH (p:Party)-[:PART_OF|COMMITTEE_OF|HELD_AT]->(w:Party)
RETURN left(p.id, 4) AS block, 'whole' AS says, collect(p.id + ' ' + w.id) AS pairs
UNION ALL
MATCH (p:Forum)
WHERE p.id > ''
RETURN left(p.id, 4) AS block, 'forum' AS says, collect(p.id) AS pairs
