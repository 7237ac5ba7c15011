// Finds the node types that have a record of the id.
// reads
// param id: the id
// column label: the type
// limit 100
MATCH (n:Source {id: $id}) RETURN 'Source' AS label UNION ALL
MATCH (n:ActorType {id: $id}) RETURN 'ActorType' AS label UNION ALL
MATCH (n:Level {id: $id}) RETURN 'Level' AS label UNION ALL
MATCH (n:ActorKind {id: $id}) RETURN 'ActorKind' AS label UNION ALL
MATCH (n:Place {id: $id}) RETURN 'Place' AS label UNION ALL
MATCH (n:Role {id: $id}) RETURN 'Role' AS label UNION ALL
MATCH (n:Area {id: $id}) RETURN 'Area' AS label UNION ALL
MATCH (n:Group {id: $id}) RETURN 'Group' AS label UNION ALL
MATCH (n:Process {id: $id}) RETURN 'Process' AS label UNION ALL
MATCH (n:Actor {id: $id}) RETURN 'Actor' AS label UNION ALL
MATCH (n:Landscape {id: $id}) RETURN 'Landscape' AS label UNION ALL
MATCH (n:ForumKind {id: $id}) RETURN 'ForumKind' AS label UNION ALL
MATCH (n:SeatRule {id: $id}) RETURN 'SeatRule' AS label UNION ALL
MATCH (n:Theme {id: $id}) RETURN 'Theme' AS label UNION ALL
MATCH (n:Task {id: $id}) RETURN 'Task' AS label UNION ALL
MATCH (n:Forum {id: $id}) RETURN 'Forum' AS label UNION ALL
MATCH (n:Function {id: $id}) RETURN 'Function' AS label UNION ALL
MATCH (n:ChainRule {id: $id}) RETURN 'ChainRule' AS label UNION ALL
MATCH (n:Seat {id: $id}) RETURN 'Seat' AS label UNION ALL
MATCH (n:Headcount {id: $id}) RETURN 'Headcount' AS label UNION ALL
MATCH (n:Meeting {id: $id}) RETURN 'Meeting' AS label UNION ALL
MATCH (n:Decision {id: $id}) RETURN 'Decision' AS label UNION ALL
MATCH (n:Assignment {id: $id}) RETURN 'Assignment' AS label UNION ALL
MATCH (n:Step {id: $id}) RETURN 'Step' AS label UNION ALL
MATCH (n:StepNorm {id: $id}) RETURN 'StepNorm' AS label UNION ALL
MATCH (n:RuleSetting {id: $id}) RETURN 'RuleSetting' AS label UNION ALL
MATCH (n:Mute {id: $id}) RETURN 'Mute' AS label UNION ALL
MATCH (n:RevisionEvent {id: $id}) RETURN 'RevisionEvent' AS label
