// Reads the head of the journal: the number and hash of the last change.
// reads
// column number: number of the last change, 0 before the first
// column hash: hash of the last change
// column schema: hash of the graph's schema
// column trails: version that derived the assignments' states
// column unfinished: id of an unfinished change, or mark of an unfinished installation
// column phase: of an unfinished large change: journalling, applying or undoing
// column claim: secret of the process that writes it
// column beat: time of its last sign of life
// limit 1
MATCH (h:Head {id: 'journal'})
RETURN h.number AS number, h.hash AS hash, h.schema AS schema, h.trails AS trails, h.unfinished AS unfinished,
       h.phase AS phase, h.claim AS claim, h.beat AS beat
