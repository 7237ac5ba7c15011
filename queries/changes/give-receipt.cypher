// Gives a load's change what it is known by if the same is loaded again. It is no part of what is hashed.
// writes
// param id: the change's id
// param receipt: JSON of what was loaded, how, and how many records of each type it said
MATCH (c:ChangeSet {id: $id})
SET c.receipt = $receipt
