"""A proposal of usual times from the landscape's own history: never written by itself, and none where too little is known.

The proposed time of a step is the Kaplan–Meier quantile of the days until an assignment leaves it, by whatever comes next. Those
that still wait count with the days that they have waited. Invented assignments give proposals of their own.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from model.findings import Answer
from model.statistics.remaining import estimate_remaining
from model.statistics.waits import Waits
from model.vocabulary.decisions import TRAIL, DecisionKind, StepKind
from queries.questions.durations import read_tallies
from queries.questions.legs import STEP_LEGS
from queries.questions.parameters import DurationsQuestion, UsualTimesQuestion
from queries.questions.tallies import Tallies
from queries.server.graph import Graph, Reader

LEAST_LEFT = 10
"""So many assignments must have left a step before a time is proposed for it."""
MOST_FORUMS = 10_000
PER_CENT = 100
_Row = dict[str, Any]
_Names = dict[str | None, tuple[str, str]]


class _Scope(NamedTuple):
    """What a proposed time would hold for."""

    example: bool
    step: StepKind
    forum_kind: str | None
    decision_kind: str | None


def answer_usual_times(graph: Graph, question: UsualTimesQuestion) -> Answer:
    """Return a row for each step, and for each kind of forum and of decision of which enough have left it.

    Rows: `step`, `forum_kind` (with its names) and `decision_kind` (None is any), `begun`, `left`, `waiting`, `days` (the
    proposal) with `low` and `high` of its 95 % interval, `enough` (if not, `days` is None), `example`.
    """
    waits, names, cut = graph.read_in_transaction(lambda reader: _read_waits(reader, question))
    rows = [_propose(scope, found, question.share, names) for scope, found in sorted(waits.items(), key=_order_of)]
    shown = [row for row in rows if row["enough"] or (row["forum_kind"] is None and row["decision_kind"] is None)]
    return Answer("usual-times", {"share": question.share, **question.given("since")}, question.on, shown, (), cut)


def _read_waits(reader: Reader, question: UsualTimesQuestion) -> tuple[dict[_Scope, list[Waits]], _Names, bool]:
    """Return the waits at each step by what they hold for, the names of the kinds of forum, and whether any were left out."""
    waits: dict[_Scope, list[Waits]] = defaultdict(list)
    names: _Names = {}
    cut = False
    for kind in DecisionKind:
        asked = DurationsQuestion(by="forum", kind=kind, since=question.since, on=question.on)
        tallies, _source, _read_from, more = read_tallies(reader, asked)
        cut |= more
        names |= _collect_waits(reader, tallies, kind, waits)
    return waits, names, cut


def _collect_waits(reader: Reader, tallies: Tallies, kind: DecisionKind, waits: dict[_Scope, list[Waits]]) -> _Names:
    """Add the waits at each step to all that they hold for; return the names of the kinds of forum."""
    groups, _more = tallies.list_groups(MOST_FORUMS)
    forums = sorted({key.group for key in groups if key.group})
    kinds = {row["forum"]: row for row in reader.read("durations/forum-kinds", ids=forums).rows}
    for key in groups:
        forum_kind = kinds[key.group]["kind"] if key.group in kinds else None
        for leg, tally in tallies.list_legs(key):
            if leg in STEP_LEGS:
                for scope in {_Scope(key.example, leg.first, of, among) for of in (None, forum_kind) for among in (None, kind)}:
                    waits[scope] += tally.list_waits()
    return {row["kind"]: (row["name"], row["name_en"] or row["name"]) for row in kinds.values()}


def _propose(scope: _Scope, waits: Sequence[Waits], share: int, names: _Names) -> _Row:
    seen = [wait for wait in waits if wait.at_risk]
    begun, left = (sum(wait.count for wait in some) for some in (seen, [wait for wait in seen if wait.ending]))
    curve = estimate_remaining(seen)
    enough, remaining = left >= LEAST_LEFT, 1 - share / PER_CENT
    days = curve.find_quantile(remaining) if enough else None
    low, high = curve.find_quantile_band(remaining) if days is not None else (None, None)
    name, name_en = names.get(scope.forum_kind, (None, None))
    return {
        "step": scope.step, "forum_kind": scope.forum_kind, "forum_kind_name": name, "forum_kind_name_en": name_en,
        "decision_kind": scope.decision_kind, "begun": begun, "left": left, "waiting": begun - left, "days": days, "low": low,
        "high": high, "enough": enough, "example": scope.example,
    }  # fmt: skip


def _order_of(item: tuple[_Scope, object]) -> tuple[object, ...]:
    scope = item[0]
    return scope.example, TRAIL.index(scope.step), scope.forum_kind or "", scope.decision_kind or ""


def list_proposed(rows: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Yield the rows that propose a time."""
    return (row for row in rows if row["days"] is not None)
