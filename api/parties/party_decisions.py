"""The decisions that a party took and the assignments that are addressed to it, each with the mark of where it stands."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.pages.decisions.figure import MARKS
from api.parties.party_answers import PartyAnswers
from loaders.reports.data_tables import DataColumn, DataTable
from model.language import Localizable, Term, Text
from model.text.names import term_of
from queries.following.standings import FollowUpState

_Row = Mapping[str, Any]
ORDER = tuple(FollowUpState)


@dataclass(frozen=True, slots=True)
class AssignmentLine:
    """Where an assignment stands: its mark, what the mark says, and with whom."""

    assignment: str
    decision: str
    name: Term
    party: str
    addressee: Term
    state: FollowUpState
    mark: str
    since: str | None
    due: str | None
    overdue: int | None
    example: bool


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision with its assignments: the worst first."""

    decision: str
    name: Term
    taken_on: str | None
    standings: Sequence[AssignmentLine]
    counts: Sequence[tuple[FollowUpState, int]]
    example: bool
    uncertain: bool


def list_decisions(answers: PartyAnswers) -> list[DecisionRow]:
    """Return the decisions of a party: those with most that stands still first, then the latest."""
    rows = [_make_decision(row, answers) for row in answers.decisions]
    return sorted(rows, key=lambda row: -sum(one.state == FollowUpState.LATE for one in row.standings))


def _make_decision(row: _Row, answers: PartyAnswers) -> DecisionRow:
    found = [_make_standing(answers.standings[id_]) for id_ in row["assignments"] if id_ in answers.standings]
    found.sort(key=lambda one: (ORDER.index(one.state), one.due or "~", one.assignment))
    counts = Counter(one.state for one in found)
    return DecisionRow(
        decision=row["decision"],
        name=term_of(row),
        taken_on=row["taken_on"],
        standings=found,
        counts=[(state, counts[state]) for state in ORDER if counts[state]],
        example=row["example"],
        uncertain=row["certainty"] == "uncertain",
    )


def list_addressed(answers: PartyAnswers) -> list[AssignmentLine]:
    """Return the assignments to a party: what stands still first, by date."""
    found = [_make_standing(answers.standings[id_]) for id_ in answers.addressed]
    return sorted(found, key=lambda one: (ORDER.index(one.state), one.due or "~", one.since or "~", one.assignment))


def _make_standing(row: _Row) -> AssignmentLine:
    return AssignmentLine(
        assignment=row["assignment"],
        decision=row["decision"],
        name=term_of(row),
        party=row["party"],
        addressee=term_of(row, "addressee"),
        state=row["state"],
        mark=MARKS[row["state"]],
        since=row["since"],
        due=row["due"],
        overdue=row["overdue"],
        example=row["example"],
    )


def count_stuck(decisions: Iterable[DecisionRow]) -> Counter[str]:
    """Return how many assignments from here stand still, by the party that they are addressed to."""
    return Counter(one.party for row in decisions for one in row.standings if one.state == FollowUpState.LATE)


def make_assignment_table(decisions: Sequence[DecisionRow], addressed: Sequence[AssignmentLine]) -> DataTable:
    """Return the assignments from the party and to it, a row each."""
    columns = [
        DataColumn("direction", Text("Direction"), 14),
        DataColumn("decision", Text("Decision"), 50),
        DataColumn("addressee", Text("Addressee"), 36),
        DataColumn("state", Text("State"), 20),
        DataColumn("since", Text("Since"), 12),
        DataColumn("due", Text("Date"), 12),
        DataColumn("overdue", Text("Days late"), 10, number=True),
        DataColumn("example", Text("Example"), 10),
        DataColumn("id", Text("Id"), 40),
    ]
    ways: tuple[tuple[Localizable, Sequence[AssignmentLine]], ...] = (
        (Text("from here"), [one for row in decisions for one in row.standings]),
        (Text("to here"), addressed),
    )
    rows = [
        (way, one.name, one.addressee, one.state.term, one.since, one.due, one.overdue if (one.overdue or 0) > 0 else None,
         Text("example") if one.example else None, one.assignment)
        for way, found in ways
        for one in found
    ]  # fmt: skip
    return DataTable(Text("Assignments"), columns, rows)
