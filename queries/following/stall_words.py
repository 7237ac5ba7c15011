"""Why an assignment is on the balance list, and what comes next, in words."""

from collections.abc import Iterator
from typing import Any

from model.language import JoinedText, Localizable, PluralText, Text
from model.vocabulary.decisions import TRAIL, StepKind
from model.vocabulary.finding_rules import FindingRule
from queries.questions.decisions import list_circumstances, word_date
from queries.questions.stall_filters import rule_of

_Row = dict[str, Any]


def explain_stall(row: _Row) -> Localizable:
    """Return why a row of `StallSearch.complete_rows` is on the balance list."""
    return JoinedText(_list_reasons(row), "")


def _list_reasons(row: _Row) -> Iterator[Text]:
    if row["how"] == "unknown":
        yield Text("It has no date of its own, and its step has no usual time: whether it is late is unknown.")
    else:
        yield _describe_overdue(row)
    yield from list_circumstances(row)
    if row["out_of_order"]:
        yield Text(" Its steps are out of order.")
    if row["certainty"] == "uncertain":
        yield Text(" The statement is uncertain.")


def _describe_overdue(row: _Row) -> PluralText:
    values = {"n": row["overdue"], "due": word_date(row, "due")}
    match rule_of(row):
        case FindingRule.PAST_PAUSE:
            return PluralText(
                "It was paused to {due}, {n} day ago, and has not been resumed or reported back.",
                "It was paused to {due}, {n} days ago, and has not been resumed or reported back.",
                **values,
            )
        case FindingRule.PAST_USUAL_TIME:
            return PluralText(
                "It has no date of its own. The usual time of its step ended {due}, {n} day ago.",
                "It has no date of its own. The usual time of its step ended {due}, {n} days ago.",
                **values,
            )
    return PluralText(
        "Its own date, {due}, passed {n} day ago, and it has not been reported back.",
        "Its own date, {due}, passed {n} days ago, and it has not been reported back.",
        **values,
    )


def next_step_of(row: _Row) -> StepKind:
    """Return the step of the trail that comes next for a row with a `trail`."""
    reached = [TRAIL.index(StepKind.of(kind)) for _id, kind, *_rest in row["trail"] if kind in TRAIL]
    return TRAIL[min(max(reached, default=0) + 1, len(TRAIL) - 1)]
