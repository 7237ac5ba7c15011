// Marks the parties that others were merged into, in a graph that was written before this mark existed.
// writes
MATCH (p:Party)
WHERE p.former_ids IS NOT NULL
SET p.merged = true
