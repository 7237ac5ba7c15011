// Finds which labels of a landscape are in the database. Looks at 1,000 nodes, which any program may have written.
// reads
// column label: the label
// limit 20
MATCH (n:Source|ActorType|Level|ActorKind|Place|Role|Area|Group|Process|Actor|Landscape|ForumKind|SeatRule|Theme|Task|Forum|Function|ChainRule|Seat|Headcount|Meeting|Decision|Assignment|Step|StepNorm|RuleSetting|Mute|RevisionEvent|Party|ChangeSet|Chunk|Head|Revision)
WITH n LIMIT 1000
UNWIND labels(n) AS label
RETURN DISTINCT label AS label
ORDER BY label LIMIT 20
