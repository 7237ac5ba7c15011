// Counts the operations in the journal.
// reads
// column operations: operations of all changes together
// limit 1
MATCH (c:ChangeSet)
RETURN sum(c.operations) AS operations
