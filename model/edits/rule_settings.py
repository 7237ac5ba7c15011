"""The setting of a rule from a day on: its threshold, or that it is not used; and the return to its starting value."""

from model.changes.operations import Operation
from model.edits.by_hand import plan_edit
from model.edits.trail_ids import find_free_id
from model.errors import NotFound, NotUnderstood
from model.language import Text
from model.vocabulary.contents import Records
from model.vocabulary.days import shift_day
from model.vocabulary.decisions import DayUnit
from model.vocabulary.finding_rules import RULE_FACTS, FindingRule, RuleSetting

PER_CENT, WHOLE = "per cent", 100


def plan_setting(
    records: Records, rule: FindingRule, threshold: int | None, unit: DayUnit, used: bool, today: str
) -> list[Operation]:
    """Return the operations by which a rule is set from today on; older settings of it end yesterday.

    A threshold of None leaves the rule's starting value. Raises NotUnderstood for a threshold that the rule cannot have.
    """
    _check_threshold(rule, threshold, unit)
    ended, begun = _end_settings(records, rule, today)
    id_ = begun[0].id if begun else find_free_id(f"{rule}-{today}", lambda id_: records.find(RuleSetting.label, id_) is not None)
    set_ = RuleSetting(id=id_, rule=rule, threshold=threshold, unit=unit, used=used, valid_from=today)
    return plan_edit(records, [*ended, set_], begun[1:])


def plan_reset(records: Records, rule: FindingRule, today: str) -> list[Operation]:
    """Return the operations by which a rule has its starting value again. Raises NotFound if it is not set.

    Its settings end yesterday; those that began today are removed.
    """
    ended, begun = _end_settings(records, rule, today)
    if not ended and not begun:
        raise NotFound(Text("the rule '{rule}' has its starting value", rule=rule.term), (), None)
    return plan_edit(records, ended, begun)


def _end_settings(records: Records, rule: FindingRule, today: str) -> tuple[list[RuleSetting], list[RuleSetting]]:
    """Return the settings of a rule that hold today: older ones, ended yesterday, and those that began today."""
    found = [one for one in records.of(RuleSetting).values() if one.rule == rule and one.holds_on(today)]
    yesterday = shift_day(today, -1)
    older = [one.model_copy(update={"valid_to": yesterday}) for one in found if one.first_day < today]
    return older, [one for one in found if one.first_day == today]


def _check_threshold(rule: FindingRule, threshold: int | None, unit: DayUnit) -> None:
    unit_of_rule = RULE_FACTS[rule].unit
    if unit_of_rule is None and threshold is not None:
        raise NotUnderstood(Text("the rule '{rule}' has no threshold", rule=rule.term), (), Text("It can only be used or not."))
    if unit == DayUnit.WORKING_DAYS and unit_of_rule != DayUnit.DAYS.term:
        raise NotUnderstood(Text("the threshold of '{rule}' is not in days", rule=rule.term), (), None)
    if unit_of_rule and unit_of_rule.en == PER_CENT and threshold is not None and not 1 <= threshold <= WHOLE:
        raise NotUnderstood(Text("the threshold of '{rule}' is a share", rule=rule.term), (), Text("Give 1 to 100 per cent."))
