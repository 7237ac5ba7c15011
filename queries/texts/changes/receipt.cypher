// Reads a load's receipt, by which the same load is recognised later.
// reads
// param id: the change's id
// column hash: the change's hash
// column receipt: JSON of the files, the options and the number of records by type; null if there is none
// limit 1
MATCH (c:ChangeSet {id: $id})
RETURN c.hash AS hash, c.receipt AS receipt
