"""The function of each rule. A new rule: a member of `FindingRule`, its RULE_FACTS, its function, a line here, an example."""

from collections.abc import Mapping
from types import MappingProxyType

from model.vocabulary.finding_rules import FindingRule
from queries.findings.decision_rules import find_past_date, find_past_pause, find_past_usual_time, find_steps_out_of_order
from queries.findings.landscape_rules import find_forumless_areas
from queries.findings.rule_run import FindFunction

RULE_FUNCTIONS: Mapping[FindingRule, FindFunction] = MappingProxyType(
    {
        FindingRule.PAST_DATE: find_past_date,
        FindingRule.PAST_USUAL_TIME: find_past_usual_time,
        FindingRule.PAST_PAUSE: find_past_pause,
        FindingRule.STEPS_OUT_OF_ORDER: find_steps_out_of_order,
        FindingRule.AREA_WITHOUT_FORUM: find_forumless_areas,
    }
)
