"""Thresholds in words: how long something has lasted, past which limit, and whether that is the starting value."""

from datetime import date

from model.language import Localizable, PluralText, Text
from model.vocabulary.days import count_working_days, go_back_working_days, shift_day
from model.vocabulary.decisions import DayUnit
from model.vocabulary.finding_rules import RULE_FACTS, FindingRule
from queries.findings.rule_run import RuleRun


def find_last_day(run: RuleRun) -> str:
    """Return the last day since which more days, or working days, have passed than the run's threshold says."""
    on, number = run.on, (run.threshold or 0) + 1
    if run.unit == DayUnit.WORKING_DAYS:
        on, number = go_back_working_days(date.fromisoformat(on), number).isoformat(), 1
    return shift_day(on, -number)


def describe_age(run: RuleRun, rule: FindingRule, since: str) -> Text:
    """Return how long it is since a day, and how far past the threshold: "31 days, 1 day past the limit (set to 30 days)"."""
    passed, threshold = count_passed(run, since), run.threshold or 0
    return Text(
        "{age}, {over} past the limit ({limit})",
        age=word_days(passed, run.unit),
        over=word_days(passed - threshold, run.unit),
        limit=describe_limit(run, rule, word_days(threshold, run.unit)),
    )


def count_passed(run: RuleRun, since: str) -> int:
    """Return the days, or working days, after `since` until the run's day."""
    first, last = date.fromisoformat(since), date.fromisoformat(run.on)
    return count_working_days(first, last) if run.unit == DayUnit.WORKING_DAYS else (last - first).days


def describe_times(run: RuleRun, rule: FindingRule, times: int) -> Text:
    """Return how many times something happened, and the threshold: "4 times (starting value 3 times)"."""
    limit = describe_limit(run, rule, _format_times(run.threshold or 0))
    return Text("{times} ({limit})", times=_format_times(times), limit=limit)


def describe_limit(run: RuleRun, rule: FindingRule, limit: Localizable) -> Localizable:
    """Return the threshold, and whether it is the rule's starting value or set to another."""
    if run.threshold == RULE_FACTS[rule].threshold and run.unit == DayUnit.DAYS:
        return Text("starting value {limit}", limit=limit)
    return Text("set to {limit}", limit=limit)


def word_days(days: int, unit: DayUnit = DayUnit.DAYS) -> PluralText:
    """Return a number of days, or of working days, in words."""
    if unit == DayUnit.WORKING_DAYS:
        return PluralText("{n} working day", "{n} working days", n=days)
    return PluralText("{n} day", "{n} days", n=days)


def _format_times(times: int) -> PluralText:
    return PluralText("{n} time", "{n} times", n=times)
