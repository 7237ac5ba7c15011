// Reads the rules' settings that hold on a day. Invented ones are left out.
// reads
// param on: ISO date
// column id: id of the setting
// column rule: the rule
// column threshold: its threshold, if it sets one
// column unit: days or working_days
// column used: whether the rule is used
// column since: its first day, if known
// limit 1000
MATCH (n:RuleSetting)
WHERE coalesce(n.valid_from, $on) <= $on AND coalesce(n.valid_to, $on) >= $on AND NOT coalesce(n.example, false)
RETURN n.id AS id, n.rule AS rule, n.threshold AS threshold, n.unit AS unit, n.used AS used, n.valid_from AS since
ORDER BY rule, id
