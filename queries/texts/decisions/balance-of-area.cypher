// Reads a part of an area's balance list, from the index on the places in that list.
// reads
// param on: ISO date
// param after: place after which the page begins, in the area's own list
// param until: place before which it ends
// param kinds: kinds of forum and decision, as the assignment keeps them; [] for any
// param most: largest number of rows
// column balance: its place in the balance list, which ends with its id
// column kinds: the kinds of the forum and of the decision, without a date of its own
// column hand_off: "decider addressee", if it is known who decided
// column decided: day and kind of the decision
// column owner: responsible function
// column step: its present step
// column since: day on which it reached the step
// column paused_until: last day of a hold or deferral
// column example: invented
// column evidence: source and place
// limit 10000
MATCH (a:Assignment)
USING INDEX SEEK a:Assignment(area_balance)
WHERE a.area_balance > $after AND a.area_balance < $until AND ($kinds = [] OR a.kinds IN $kinds) AND coalesce(a.last_stepped, $on) <= $on
  AND coalesce(a.valid_from, $on) <= $on AND coalesce(a.valid_to, $on) >= $on
  AND (coalesce(a.last_stepped, a.valid_from) IS NOT NULL OR a.decided < $on + '~' OR a.decided > 'u')
RETURN a.balance AS balance, a.kinds AS kinds, a.hand_off AS hand_off, a.decided AS decided, a.owner AS owner,
       a.step AS step, a.since AS since, a.paused_until AS paused_until, a.example AS example, a.evidence AS evidence
ORDER BY a.area_balance LIMIT $most
