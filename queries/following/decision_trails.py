"""One decision with all that is known of it: every addressee's trail, its meeting, the decisions that belong to it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from model.errors import NotFound
from model.language import Term, Text
from model.vocabulary.assignment_state import sort_steps
from model.vocabulary.decisions import Assignment, Decision, Step
from model.vocabulary.forums import Meeting
from model.vocabulary.record import Choice
from model.vocabulary.registers import Source
from queries.following.standings import FollowUpState, StandingReader
from queries.landscape.graph_records import GraphRecords
from queries.landscape.names import add_distinctions
from queries.landscape.parties import read_short_names
from queries.server.graph import Graph

_Row = dict[str, Any]
MOST_LANES = 200
"""The largest number of assignments of a decision that are told with their trails; those that stand still come first."""
STATE_ORDER = (
    FollowUpState.LATE, FollowUpState.AWAITED, FollowUpState.UNKNOWN, FollowUpState.PAUSED, FollowUpState.IN_TIME,
    FollowUpState.REPORTED, FollowUpState.ENDED,
)  # fmt: skip


class DecisionTie(Choice):
    """How another decision belongs to this one."""

    FOLLOWS_UP = "follows-up", "följer upp", "follows up"
    FOLLOWED_UP_BY = "followed-up-by", "följs upp av", "is followed up by"
    PART_OF = "part-of", "är en del av", "is a part of"
    HAS_PART = "has-part", "har delen", "has the part"
    SAME_CASE = "same-case", "samma diarienummer", "the same case number"


@dataclass(frozen=True, slots=True)
class DecisionTrails:
    """A decision on a day. Rows are those of `StandingReader.read_rows`, what stands still first.

    `steps` are those of each assignment up to the day, in order. `names` are those of the parties that steps and the decision
    name, `sources` those of the evidence. `left_out` is how many assignments are not among the rows.
    """

    decision: Decision
    meeting: Meeting | None
    ties: list[tuple[DecisionTie, Decision]]
    rows: list[_Row]
    steps: Mapping[str, list[Step]]
    names: Mapping[str, Term]
    sources: Mapping[str, Source]
    left_out: int


def read_decision_of(graph: Graph, id_: str) -> tuple[str, str | None]:
    """Return the id of the decision of that id, or of that of an assignment and the assignment's. Raises NotFound."""
    records = GraphRecords(graph)
    if records.find(Decision.label, id_):
        return id_, None
    assignment = records.find(Assignment.label, id_)
    if isinstance(assignment, Assignment):
        return assignment.decision, id_
    text = Text("there is no decision or assignment with the id '{id}'", id=id_)
    raise NotFound(text, (), Text("Look for it among the decisions: /beslut"))


def read_decision_trails(graph: Graph, id_: str, on: str) -> DecisionTrails:
    """Return the decision of that id. Raises NotFound."""
    records = GraphRecords(graph)
    decision = records.find(Decision.label, id_)
    if not isinstance(decision, Decision):
        raise NotFound(Text("there is no decision with the id '{id}'", id=id_))
    assignments = {one.id: one for one in records.find_naming(Assignment, "decision", [id_]) if one.holds_on(on)}
    read = graph.read_in_transaction(lambda reader: StandingReader(reader, on).read_rows([*assignments]))
    rows = [row for row in read if row["trail"] or _is_given(assignments[row["assignment"]], decision, on)]
    rows = add_distinctions(graph, sorted(rows, key=_order_of), addressee="party", forum_name="forum")
    shown = rows[:MOST_LANES]
    steps = _read_steps(records, [row["assignment"] for row in shown], on)
    meeting = records.find(Meeting.label, decision.meeting) if decision.meeting else None
    parties = {step.by for found in steps.values() for step in found} | {decision.taken_in}
    sources = {item.partition(" ")[0] for item in (*decision.evidence, *(one for row in shown for one in row["evidence"]))}
    return DecisionTrails(
        decision,
        meeting if isinstance(meeting, Meeting) else None,
        _read_ties(graph, records, decision),
        shown,
        steps,
        read_short_names(graph, sorted(filter(None, parties))),
        {one.id: one for one in records.get((Source.label, source) for source in sources) if isinstance(one, Source)},
        len(rows) - len(shown),
    )


def _is_given(assignment: Assignment, decision: Decision, on: str) -> bool:
    """Return whether an assignment without steps up to the day was already given."""
    if assignment.valid_from:
        return True
    return decision.taken_on <= on if decision.taken_on else assignment.last_stepped is None


def _order_of(row: _Row) -> tuple[int, int, str, str]:
    """Return the place of a row: by state, the longest past its date first, by name."""
    return STATE_ORDER.index(row["state"]), -(row["overdue"] or 0), row["addressee"], row["assignment"]


def _read_steps(records: GraphRecords, assignments: list[str], on: str) -> dict[str, list[Step]]:
    found: dict[str, list[Step]] = defaultdict(list)
    for step in records.find_naming(Step, "assignment", assignments):
        if step.on <= on and step.holds_on(on):
            found[step.assignment].append(step)
    return {id_: sort_steps(steps) for id_, steps in found.items()}


def _read_ties(graph: Graph, records: GraphRecords, decision: Decision) -> list[tuple[DecisionTie, Decision]]:
    """Return the decisions that belong to a decision, each once, by how and when they were taken."""
    named = [(DecisionTie.FOLLOWS_UP, decision.follows_up), (DecisionTie.PART_OF, decision.part_of)]
    for tie, field in ((DecisionTie.FOLLOWED_UP_BY, "follows_up"), (DecisionTie.HAS_PART, "part_of")):
        named += [(tie, one.id) for one in records.find_naming(Decision, field, [decision.id])]
    if decision.case_number:
        rows = graph.read("decisions/of-name-or-number", said=decision.case_number).rows
        named += [(DecisionTie.SAME_CASE, row["id"]) for row in rows if row["case_number"] == decision.case_number]
    found: dict[str, tuple[DecisionTie, Decision]] = {}
    for tie, id_ in named:
        other = records.find(Decision.label, id_) if id_ and id_ != decision.id else None
        if isinstance(other, Decision):
            found.setdefault(other.id, (tie, other))
    order = [*DecisionTie]
    return sorted(found.values(), key=lambda item: (order.index(item[0]), item[1].taken_on or "", item[1].id))
