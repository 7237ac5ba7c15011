// Reads what some flows carry and what they rest on, starting from the parties that feed.
// reads
// param sources: ids of the parties that feed
// param flows: ids of the flows
// column flow: id of the flow
// column carries: content of the flow
// column carries_en: its English
// column channel: the medium, or the intermediary
// column evidence: source and place
// limit 50000
UNWIND $sources AS id
MATCH (a:Party {id: id})-[f:FEEDS]->(:Party)
WHERE f.id IN $flows
RETURN f.id AS flow, f.carries AS carries, f.carries_en AS carries_en, f.channel AS channel, f.evidence AS evidence
ORDER BY flow
