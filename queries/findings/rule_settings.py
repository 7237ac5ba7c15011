"""The threshold of each rule that is in force on a day: what the landscape sets, or else the rule's starting value."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from model.vocabulary.decisions import DayUnit
from model.vocabulary.finding_rules import RULE_FACTS, FindingRule
from queries.server.graph import Reader

_Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RuleInForce:
    """How a rule is used on a day. `setting` is the id of the record that says so; None means the rule's starting value."""

    rule: FindingRule
    threshold: int | None
    unit: DayUnit = DayUnit.DAYS
    used: bool = True
    setting: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return {"threshold": self.threshold, "unit": str(self.unit), "used": self.used, "setting": self.setting}


def read_rules_in_force(reader: Reader, on: str) -> dict[FindingRule, RuleInForce]:
    """Return how each rule is used on a day.

    Of several settings of a rule the one with the latest first day counts, of equal ones the strictest: a rule that is used comes
    before one that is not, then the lowest threshold.
    """
    settings: dict[str, list[_Row]] = {}
    for row in reader.read("findings/settings", on=on).rows:
        settings.setdefault(row["rule"], []).append(row)
    return {rule: _choose_setting(rule, settings.get(rule, ())) for rule in FindingRule}


def _choose_setting(rule: FindingRule, settings: Iterable[_Row]) -> RuleInForce:
    start = RULE_FACTS[rule].threshold
    found = [
        (row["since"] or "", RuleInForce(rule, start if row["threshold"] is None else row["threshold"],
                                         DayUnit.of(row["unit"]), row["used"], row["id"]))
        for row in settings
    ]  # fmt: skip
    latest = max((since for since, _setting in found), default="")
    strictest = sorted(
        (setting for since, setting in found if since == latest),
        key=lambda setting: (not setting.used, setting.threshold or 0, setting.setting),
    )
    return strictest[0] if strictest else RuleInForce(rule, start)
