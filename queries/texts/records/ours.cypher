// Nodes with the labels of a landscape, whoever wrote them.
// reads
// column label: one of the labels that a landscape uses
// limit 20
MATCH (n:Source|ActorType|Level|ActorKind|Place|Role|Area|Group|Process|Actor|Landscape|ForumKind|SeatRule|Theme|Task|Forum|Function|Seat|Meeting|Decision|Assignment|Step|StepNorm|Party|ChangeSet|Chunk|Head|Revision)
WITH n LIMIT 1000
UNWIND labels(n) AS label
RETURN DISTINCT label AS label
ORDER BY label LIMIT 20
