// The head of the journal: the last change's number and hash.
// reads
// column number: number of the last change, 0 before the first
// column hash: hash of the last change
// column schema: hash of the schema that the graph has
// column trails: by which version of the trail the assignments' fields are kept
// column unfinished: what was begun and is not done, if anything
// column phase: of a large change that is not done: journalling, applying or undoing
// column claim: what only the process that writes it knows
// column beat: when it last gave a sign of life
// limit 1
MATCH (h:Head {id: 'journal'})
RETURN h.number AS number, h.hash AS hash, h.schema AS schema, h.trails AS trails, h.unfinished AS unfinished,
       h.phase AS phase, h.claim AS claim, h.beat AS beat
