"""Where decisions stall (§6.4.1, §6.5.1): assignments that stand still past their own date or their step's usual time.

Whether something has happened is asked by index, one text per access path. Where a question is put as of an earlier day,
what has happened since is taken back: those assignments are worked out from their steps (`model.trail`).
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from model.decisions import TRAIL, Step, StepKind
from model.findings import Answer, Asked, Finding
from model.language import Term, Text
from model.trail import Standstill, standing_of
from queries.catalogue import query
from queries.graph import Graph, Reader
from queries.names import term

Row = dict[str, Any]


def stalls(graph: Graph, on: str) -> Answer:
    """The assignments that stand still on the day `on`, longest overdue first, and apart those of which nothing can be said.

    Rows: `assignment`, `decision`, `party` (the addressee), `forum` (where it was taken), `step`, `since`, `days` (at the
    step), `due`, `overdue` (days), `against` ("own date", "pause" or "usual time"), `owner`, `how` ("stalled"). Rows of `how`
    "unknown" have no date to be held against; they are no finding.
    """
    asking, found = graph.reading(lambda reader: _ask(reader, on))
    rows = sorted((row for row in found if row["how"] == "stalled"), key=lambda row: (-row["overdue"], row["assignment"]))
    unknown = sorted((row for row in found if row["how"] == "unknown"), key=_by_assignment)
    findings = [_finding(row, asking.asked(row)) for row in rows]
    return Answer("stalls", {}, on, [_plain(row) for row in (*rows, *unknown)], findings, asking.cut)


def _ask(reader: Reader, on: str) -> tuple["_Asking", list[Row]]:
    asking = _Asking(reader, on)
    return asking, [*asking.overdue(), *asking.unusual(), *asking.without_step(), *asking.worked_out()]


def _by_assignment(row: Row) -> str:
    return str(row["assignment"])


class _Asking:
    """One asking of the question: the texts that are put to the graph, and whether a limit cut any of them."""

    def __init__(self, reader: Reader, on: str) -> None:
        self.reader, self.on, self.cut = reader, on, False
        self.norms: list[Row] = self._read("decisions/norms")

    def _read(self, name: str, **parameters: Any) -> list[Row]:
        answer = self.reader.read(name, on=self.on, **parameters)
        self.cut |= answer.cut
        return [{**row, "query": name, "parameters": parameters} for row in answer.rows]

    def asked(self, row: Row) -> Asked:
        """The question as it was put when `row` came of it."""
        return Asked(row["query"], query(row["query"]).text, {"on": self.on, **row["parameters"]})

    def overdue(self) -> Iterator[Row]:
        """Past their own date, or the date until which they were paused."""
        for row in self._read("decisions/overdue"):
            yield self._stalled(row, row["due"], "pause" if row["paused_until"] else "own date")

    def unusual(self) -> Iterator[Row]:
        """Without a date of their own: held against the usual time of the step, or unknown where there is none."""
        for step in TRAIL:
            for row in self._read("decisions/at-step", step=step):
                yield from self._held_against_norm(row)

    def without_step(self) -> Iterator[Row]:
        """Neither a step nor a date is known."""
        return (_unknown(row) for row in self._read("decisions/without-step"))

    def worked_out(self) -> Iterator[Row]:
        """Those to which something has happened since `on`, as they stood then."""
        for row in self._read("decisions/stepped-later"):
            steps = [_step(row["assignment"], item) for item in row["steps"]]
            then = standing_of(row["own_due"], steps)
            if then.open:
                yield from self._then(_as_it_stood(row, then))

    def _then(self, row: Row) -> Iterator[Row]:
        if row["due"] is None and row["step"] is None:
            yield _unknown(row)
        elif row["due"] is None:
            yield from self._held_against_norm(row)
        elif row["due"] < self.on:
            yield self._stalled(row, row["due"], "pause" if row["paused_until"] else "own date")

    def _held_against_norm(self, row: Row) -> Iterator[Row]:
        days = self._usual_days(row)
        if days is None:
            yield _unknown(row)
            return
        due = _later(row["since"], days)
        if due < self.on:
            yield self._stalled(row, due, "usual time")

    def _usual_days(self, row: Row) -> int | None:
        """Usual days at the row's step; an invented norm counts for invented assignments only."""
        usual = [norm["days"] for norm in self.norms if norm["step"] == row["step"] and (row["example"] or not norm["example"])]
        return min(usual, default=None)

    def _stalled(self, row: Row, due: str, against: str) -> Row:
        days = _days(row["since"], self.on) if row["since"] else None
        return {**row, "how": "stalled", "due": due, "overdue": _days(due, self.on), "days": days, "against": against}


def _unknown(row: Row) -> Row:
    return {**row, "how": "unknown", "overdue": None, "days": None, "against": None}


def _as_it_stood(row: Row, then: Standstill) -> Row:
    return {**row, "step": then.step, "since": then.since, "due": then.next_due, "paused_until": then.paused_until}


def _step(assignment: str, item: list[Any]) -> Step:
    id_, kind, on, until = item
    return Step.model_construct(id=id_, assignment=assignment, kind=StepKind.of(kind), on=on, until=until)


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def _later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


COLUMNS = (
    "assignment", "decision", "name", "name_en", "kind", "party", "addressee", "addressee_en", "forum", "forum_name", "step",
    "since", "days", "due", "overdue", "against", "owner", "how", "certainty", "example", "evidence",
)  # fmt: skip


def _plain(row: Row) -> Row:
    return {name: row[name] for name in COLUMNS}


def _finding(row: Row, asked: Asked) -> Finding:
    entities = (row["assignment"], row["decision"], row["party"], row["forum"])
    return Finding(
        f"stall-{row['against'].replace(' ', '-')}",
        _sentence(row),
        tuple(entity for entity in entities if entity),
        asked,
        (_plain(row),),
        tuple(row["evidence"]),
        row["example"],
    )


def _sentence(row: Row) -> Text:
    return Text(
        "“{decision}” stands still with {addressee}: {step}, {overdue} days past {against} ({due}).{owner}",
        decision=term(row),
        addressee=term(row, "addressee"),
        step=_step_words(row),
        overdue=row["overdue"],
        against=AGAINST[row["against"]],
        due=row["due"],
        owner="" if row["owner"] else Text(" No function answers for it."),
    )


AGAINST = {
    "own date": Text("its own date"),
    "pause": Text("the date it was paused to"),
    "usual time": Text("the usual time of the step"),
}


def _step_words(row: Row) -> Text | Term:
    if row["step"] is None:
        return Text("no step on record")
    return Text("{step} {since}", step=StepKind.of(row["step"]).term, since=row["since"])


def only(rows: Iterable[Row], how: str) -> list[Row]:
    """The rows of an answer that are `how`: "stalled" or "unknown"."""
    return [row for row in rows if row["how"] == how]
