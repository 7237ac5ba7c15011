// Reads all seats of forums, also vacant ones and those whose term has ended or not begun.
// reads
// param forums: ids of the forums
// column forum: id of the forum
// column seat: id of the seat
// column position: chair, convener, member, deputy or coopted
// column mandate: decide, directional or none
// column number: how many like seats it is
// column holder: id of the party that holds it, empty for a vacancy
// column behalf: id of the party that it speaks for, empty for none
// column standing: whether it exists or is proposed
// column certainty: certain or uncertain
// column example: invented
// column valid_from: its first day
// column valid_to: its last day
// column evidence: source and place
// limit 500000
UNWIND $forums AS id
MATCH (f:Forum {id: id})<-[:SEAT_IN]-(s:Seat)
OPTIONAL MATCH (s)-[:HELD_BY]->(p:Party)
OPTIONAL MATCH (s)-[:ON_BEHALF_OF]->(q:Party)
RETURN f.id AS forum, s.id AS seat, s.position AS position, s.mandate AS mandate, coalesce(s.number, 1) AS number,
       p.id AS holder, q.id AS behalf,
       s.standing AS standing, s.certainty AS certainty, s.example AS example, s.valid_from AS valid_from, s.valid_to AS valid_to,
       s.evidence AS evidence
ORDER BY forum, seat
