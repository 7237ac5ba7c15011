// What a load's change was given to be known by, if the same is loaded again.
// reads
// param id: the change's id
// column hash: the change's hash
// column receipt: JSON of what was loaded, how, and how many records of each type it said; null when it has none
// limit 1
MATCH (c:ChangeSet {id: $id})
RETURN c.hash AS hash, c.receipt AS receipt
