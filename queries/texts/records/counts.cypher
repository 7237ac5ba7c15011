// Counts the records of each type.
// reads
// column label: the type
// column records: their number
// limit 100
MATCH (n:Source) RETURN 'Source' AS label, count(n) AS records UNION ALL
MATCH (n:ActorType) RETURN 'ActorType' AS label, count(n) AS records UNION ALL
MATCH (n:Level) RETURN 'Level' AS label, count(n) AS records UNION ALL
MATCH (n:ActorKind) RETURN 'ActorKind' AS label, count(n) AS records UNION ALL
MATCH (n:Place) RETURN 'Place' AS label, count(n) AS records UNION ALL
MATCH (n:Role) RETURN 'Role' AS label, count(n) AS records UNION ALL
MATCH (n:Area) RETURN 'Area' AS label, count(n) AS records UNION ALL
MATCH (n:Group) RETURN 'Group' AS label, count(n) AS records UNION ALL
MATCH (n:Process) RETURN 'Process' AS label, count(n) AS records UNION ALL
MATCH (n:Actor) RETURN 'Actor' AS label, count(n) AS records UNION ALL
MATCH (n:Landscape) RETURN 'Landscape' AS label, count(n) AS records UNION ALL
MATCH (n:ForumKind) RETURN 'ForumKind' AS label, count(n) AS records UNION ALL
MATCH (n:SeatRule) RETURN 'SeatRule' AS label, count(n) AS records UNION ALL
MATCH (n:Theme) RETURN 'Theme' AS label, count(n) AS records UNION ALL
MATCH (n:Task) RETURN 'Task' AS label, count(n) AS records UNION ALL
MATCH (n:Forum) RETURN 'Forum' AS label, count(n) AS records UNION ALL
MATCH (n:Function) RETURN 'Function' AS label, count(n) AS records UNION ALL
MATCH (n:ChainRule) RETURN 'ChainRule' AS label, count(n) AS records UNION ALL
MATCH (n:Seat) RETURN 'Seat' AS label, count(n) AS records UNION ALL
MATCH (n:Headcount) RETURN 'Headcount' AS label, count(n) AS records UNION ALL
MATCH (n:Meeting) RETURN 'Meeting' AS label, count(n) AS records UNION ALL
MATCH (n:Decision) RETURN 'Decision' AS label, count(n) AS records UNION ALL
MATCH (n:Assignment) RETURN 'Assignment' AS label, count(n) AS records UNION ALL
MATCH (n:Step) RETURN 'Step' AS label, count(n) AS records UNION ALL
MATCH (n:StepNorm) RETURN 'StepNorm' AS label, count(n) AS records UNION ALL
MATCH (n:RuleSetting) RETURN 'RuleSetting' AS label, count(n) AS records UNION ALL
MATCH (n:Mute) RETURN 'Mute' AS label, count(n) AS records UNION ALL
MATCH (n:RevisionEvent) RETURN 'RevisionEvent' AS label, count(n) AS records UNION ALL
MATCH (:Process)-[r:FEEDS_PROCESS]->() RETURN 'ProcessFlow' AS label, count(r) AS records UNION ALL
MATCH (:Actor)-[r:BELONGS_TO]->() RETURN 'GroupMembership' AS label, count(r) AS records UNION ALL
MATCH (:Actor)-[r:ACTS_IN]->() RETURN 'Involvement' AS label, count(r) AS records UNION ALL
MATCH (:Party)-[r:REPRESENTS]->() RETURN 'Representation' AS label, count(r) AS records UNION ALL
MATCH (:Party)-[r:FEEDS]->() RETURN 'Flow' AS label, count(r) AS records
