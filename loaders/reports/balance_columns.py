"""The columns of the balance list, and the words above them: the same for the workbook and for CSV."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from model.language import JoinedText, Language, Localizable, Text, localize_value
from model.text.describe import format_evidence
from model.text.names import name_of, term_of
from model.vocabulary.decisions import DecisionKind, StepKind
from model.vocabulary.finding_rules import FindingRule
from queries.following.balance_sheet import MOST_SHEET_ROWS, BalanceSheet
from queries.following.stall_groups import count_group_examples, count_group_muted
from queries.following.stall_words import explain_stall, next_step_of
from queries.questions.decisions import say_without_function

_Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class BalanceColumn:
    """A column: its heading, the value of a row (None if empty), its kind and its width in letters.

    A column that is not `kept` is left out if all its cells are empty. One that is not `printed` is only on the screen.
    """

    heading: Text
    of: Callable[[Any], Localizable | str | int | None]
    width: float
    kind: Literal["text", "date", "number"] = "text"
    kept: bool = False
    printed: bool = True

    def value_of(self, row: _Row, language: Language) -> str | int | None:
        """Return the value of a row's cell in `language`."""
        value: str | int | None = localize_value(self.of(row), language)
        return value


def _field(name: str) -> Callable[[_Row], Any]:
    return lambda row: row[name]


def _format_decision(row: _Row) -> Localizable:
    """Return the decision's name, marked if it is invented and does not say so itself."""
    told = not row["example"] or any(word in row["name"].casefold() for word in ("exempel", "example"))
    return term_of(row) if told else JoinedText((term_of(row), Text(" [example]")), "")


def _format_own_words(row: _Row) -> str | None:
    """Return the words of the own date, unless they only repeat the day."""
    words = row["own_due_words"]
    return words if words and row["own_due"] not in words else None


ROW_COLUMNS: Sequence[BalanceColumn] = (
    BalanceColumn(Text("Case number"), _field("case_number"), 13.5),
    BalanceColumn(Text("Decision"), _format_decision, 24, kept=True),
    BalanceColumn(Text("Decided by"), lambda row: term_of(row, "forum_name") if row["forum"] else None, 22),
    BalanceColumn(Text("Addressee"), lambda row: term_of(row, "addressee"), 17, kept=True),
    BalanceColumn(Text("Responsible"), _field("owner"), 12.5),
    BalanceColumn(Text("Step"), lambda row: StepKind.of(row["step"]).term if row["step"] else None, 15.5, kept=True),
    BalanceColumn(Text("The date that counts"), lambda row: row["due"] if row["overdue"] is not None else None, 11, "date"),
    BalanceColumn(Text("Days late"), _field("late"), 8, "number"),
    BalanceColumn(Text("Why it is on the list"), explain_stall, 31, kept=True),
    BalanceColumn(Text("Next step"), lambda row: next_step_of(row).term, 15.5, printed=False),
    BalanceColumn(Text("Since"), _field("since"), 11, "date", printed=False),
    BalanceColumn(Text("Kind"), lambda row: DecisionKind.of(row["kind"]).term, 11, printed=False),
    BalanceColumn(Text("Decided on"), _field("taken_on"), 11, "date", printed=False),
    BalanceColumn(Text("Days at the step"), _field("days"), 7, "number", printed=False),
    BalanceColumn(Text("Own date"), _field("own_due"), 11, "date", printed=False),
    BalanceColumn(Text("Own date, as written"), _format_own_words, 12, printed=False),
    BalanceColumn(Text("Paused until"), _field("paused_until"), 11, "date", printed=False),
    BalanceColumn(Text("Days after that date"), _field("overdue"), 7, "number", printed=False),
    BalanceColumn(Text("Evidence"), lambda row: format_evidence(row["evidence"]), 24, printed=False),
)
"""Those that are printed come first: what a meeting needs, so that a page holds them in letters that can be read."""
GROUP_COLUMNS_OF_SHEET: Sequence[BalanceColumn] = (
    BalanceColumn(Text("Group"), term_of, 60, kept=True),
    BalanceColumn(Text("Stand still"), _field("stalled"), 13, "number", kept=True),
    BalanceColumn(Text("Late"), _field("late"), 13, "number", kept=True),
    BalanceColumn(Text("Only a pause has run out"), lambda row: row["paused"] or None, 13, "number"),
    BalanceColumn(Text("Unknown"), _field("unknown"), 13, "number", kept=True),
    BalanceColumn(Text("Executed, report awaited"), _field("executed"), 13, "number", kept=True),
    BalanceColumn(Text("Of them examples"), lambda row: count_group_examples(row) or None, 13, "number"),
    BalanceColumn(Text("Of them muted"), lambda row: count_group_muted(row) or None, 13, "number"),
    BalanceColumn(Text("Oldest"), _field("oldest"), 13, "date", kept=True),
    BalanceColumn(Text("Days late, the oldest"), _field("overdue"), 13, "number", kept=True),
    BalanceColumn(Text("Days late, median"), _field("median"), 13, "number", kept=True),
)
GROUPING_TERMS: Mapping[str, Text] = {
    "forum": Text("By who decided"),
    "addressee": Text("By addressee"),
    "function": Text("By function"),
    "step": Text("By step"),
    "rule": Text("By why it stands still"),
}
_FILTER_TERMS: Mapping[str, Text] = {
    "forum": Text("Decided by"),
    "addressee": Text("Addressee"),
    "area": Text("Area"),
    "level": Text("Level"),
    "place": Text("Place"),
    "function": Text("Responsible"),
    "kind": Text("Kind"),
    "step": Text("Step"),
    "rule": Text("Rule"),
    "older_than": Text("Days past the date, more than"),
    "since": Text("Decided since"),
    "source": Text("Source"),
}


def choose_columns(columns: Sequence[BalanceColumn], rows: Sequence[_Row]) -> list[BalanceColumn]:
    """Return the columns that are kept, and those that have a value in any row."""
    return [column for column in columns if column.kept or any(column.of(row) is not None for row in rows)]


def title_of(sheet: BalanceSheet, language: Language) -> str:
    """Return the title: what the list is and of which landscape."""
    name = name_of(sheet.landscape) if sheet.landscape else Text("unnamed landscape")
    return Text("Balance list: {landscape}", landscape=name).in_(language)


def list_headings(sheet: BalanceSheet) -> Iterator[Localizable]:
    """Yield the lines below the title: day and numbers, owner, filters, and what else a reader must know."""
    yield Text("As of {day}: {counts}.", day=sheet.on, counts=sheet.counts)
    yield Text("The balance list is what is not executed. What is unknown, or executed and awaits its report, has its own sheet.")
    function = sheet.landscape.owner_function if sheet.landscape else None
    if lacking := say_without_function((*sheet.stalled, *sheet.unknown, *sheet.executed)):
        yield lacking
    if owner := [part for part in (sheet.owner, function) if part]:
        yield Text("Owner of the landscape: {owner}.", owner=JoinedText(owner))
    if sheet.chosen:
        chosen = (Text("{what}: {value}", what=_FILTER_TERMS[name], value=_name_value(name, value))
                  for name, value in sheet.chosen.items())  # fmt: skip
        yield Text("Chosen: {filters}.", filters=JoinedText(chosen, "; "))
    if sheet.cut:
        yield Text("The list is cut: it holds the first {most} rows, or what a limit let through.", most=MOST_SHEET_ROWS)


def describe_examples(sheet: BalanceSheet) -> Text | None:
    """Return that all or some rows are invented; None if none is."""
    invented = [row["example"] for row in (*sheet.stalled, *sheet.unknown, *sheet.executed)]
    if not any(invented):
        return None
    return Text("EXAMPLE: all rows are invented.") if all(invented) else Text("Rows marked [example] are invented.")


def _name_value(name: str, value: Any) -> Localizable | str:
    choices = {"kind": DecisionKind, "step": StepKind, "rule": FindingRule}
    return choices[name].of(value).term if name in choices else str(value)
