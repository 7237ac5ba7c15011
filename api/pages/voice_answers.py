"""What the page of representation asks: the matrix of a level by area and by forum, seat rules, seats, shares, mending."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from api.pages.page import Asked
from model.findings import Answer, Row
from model.vocabulary.forums import ForumKind
from model.vocabulary.record import list_standings
from model.vocabulary.registers import Area, Level
from queries.landscape.parties import find_area, find_level
from queries.landscape.registers import read_records
from queries.questions.parameters import MatrixQuestion, MendQuestion, Question, SeatRulesQuestion, SharesQuestion
from queries.representation.matrix import answer_matrix
from queries.representation.mending import answer_mend
from queries.representation.seat_rules import answer_seat_rules
from queries.representation.shares import answer_shares
from queries.representation.states import REPRESENTATION_KINDS, Representatives, read_representatives
from queries.server.graph import Graph, Reader

CHANGES = 3
"""The number of changes that the page proposes."""
MOST_MENDED = 5_000
"""Actors times forums: for more, the changes are only searched for when asked."""
SUMMED = ("actors", *REPRESENTATION_KINDS, "proposed", "uncertain", "unsettled", "examples")


@dataclass(frozen=True)
class VoiceAnswers:
    """The answers for a level, of one area or all. `areas`, `levels` and `kinds` are in their own order.

    `verdicts` is the matrix by area, of all areas and levels; `seats` the one by forum, of the level and area alone.
    """

    areas: Sequence[Area]
    levels: Sequence[Level]
    kinds: Mapping[str, ForumKind]
    area: str | None
    level: str | None
    verdicts: Answer
    seats: Answer
    rules: Answer
    seat_counts: Answer
    sexes: Answer
    mend: Answer | None
    found: Representatives

    def is_shown(self, row: Row) -> bool:
        """Return whether a row is of the level, and of the area if one is chosen."""
        return row["level"] == self.level and self.area in (None, row["area"])

    def list_rows(self, what: str) -> list[Row]:
        """Return the rows of the matrix by area of a kind, of the level and area if they are of one."""
        return [row for row in self.verdicts.rows if row["what"] == what and ("level" not in row or self.is_shown(row))]

    def sum_states(self) -> Counter[str]:
        """Return how many actors are represented how, each once in each area that concerns it."""
        sums: Counter[str] = Counter()
        for row in self.list_rows("total"):
            sums.update({name: row.get(name, 0) for name in SUMMED})
        return sums

    @cached_property
    def forums(self) -> Sequence[Row]:
        """Return the forums of the level and area: by area, kinds with most seats on record first, then by name."""
        order = {area.id: area.order for area in self.areas}
        shown = [row for row in self.found.forums.values() if self.is_shown(row)]
        seats = {row["forum"]: row["held"] for row in self.seat_counts.rows if row["what"] == "seats" and row["scope"] == "forum"}
        of_kind: Counter[str] = Counter()
        for row in shown:
            of_kind[row["kind"]] += seats.get(row["forum"], 0)
        return sorted(
            shown,
            key=lambda row: (
                order[row["area"]],
                -of_kind[row["kind"]],
                row["kind"],
                row["short_name"] or row["name"],
                row["forum"],
            ),
        )

    @property
    def outside(self) -> Mapping[str, int]:
        """Return how many actors no area concerns, how many of them are seated, and of how many in all."""
        counts: Mapping[str, int] = self.verdicts.parameters["outside_counts"]
        return counts


def read_voice_answers(asked: Asked) -> VoiceAnswers:
    """Return the answers that the address asks for. Raises NotFound, NotUnderstood."""
    graph = asked.graph
    levels = sorted(read_records(graph, Level), key=lambda level: level.order)
    verdict_question = asked.question(MatrixQuestion, cells=True, outside=True, forums=False, area=None, level=None)
    verdicts = _keep(graph, verdict_question, answer_matrix)
    area = find_area(graph, asked.query["area"]) if asked.query.get("area") else None
    level = find_level(graph, asked.query["level"]) if asked.query.get("level") else choose_level(verdicts.rows, levels)
    place = {"area": area, "level": level}
    standings = list_standings(verdict_question.existing)
    seats = _keep(graph, asked.question(MatrixQuestion, cells=True, forums=True, **place), answer_matrix)
    return VoiceAnswers(
        areas=sorted(read_records(graph, Area), key=lambda each: each.order),
        levels=levels,
        kinds={kind.id: kind for kind in read_records(graph, ForumKind)},
        area=area,
        level=level,
        verdicts=verdicts,
        seats=seats,
        rules=_keep(graph, asked.question(SeatRulesQuestion, forum=None, state=None, after=None, **place), answer_seat_rules),
        seat_counts=_keep(graph, asked.question(SharesQuestion, by=None, forum=None, area=area), answer_shares),
        sexes=_keep(graph, asked.question(SharesQuestion, by="sex", forum=None, area=area), answer_shares),
        mend=_read_mend(asked, seats, place),
        found=graph.read_in_transaction(lambda reader: read_representatives(reader, asked.on, standings)),
    )


def choose_level(rows: Sequence[Row], levels: Sequence[Level]) -> str | None:
    """Return the level at which most states are known, the widest of several; None if no area has a forum."""
    known: Counter[str] = Counter()
    for row in rows:
        if row["what"] == "total":
            known[row["level"]] += row["actors"] - row["unknown"]
    listed = [level.id for level in levels if level.id in known]
    return max(listed, key=lambda id_: known[id_], default=None)


def _read_mend(asked: Asked, seats: Answer, place: Mapping[str, str | None]) -> Answer | None:
    """Return what would mend it; None if the landscape is so large that it is only searched for when asked."""
    cells = sum(row["what"] == "cell" for row in seats.rows)
    if cells > MOST_MENDED and "changes" not in asked.query:
        return None
    question = asked.question(MendQuestion, **place, **({} if asked.query.get("changes") else {"changes": CHANGES}))
    return _keep(asked.graph, question, answer_mend)


def read_rules_of(asked: Asked, forum: str) -> Answer:
    """Return the seat rules of one forum."""
    question = asked.question(SeatRulesQuestion, forum=forum, area=None, level=None, state=None, after=None)
    return _keep(asked.graph, question, answer_seat_rules)


def _keep(graph: Graph, question: Question, answer: Any) -> Answer:
    """Return the answer of a question, kept for as long as the landscape does not change."""
    kept: Answer = graph.keep(("page-answer", question), lambda: answer(graph, question))
    return kept


def read_seat_details(graph: Graph, forums: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
    """Return position and mandate of the seats of forums, by the ids of the seats."""

    def read(reader: Reader) -> Mapping[str, Mapping[str, Any]]:
        rows = reader.read("representation/seats-of-forums", forums=[*forums]).rows
        return {row["seat"]: row for row in rows}

    return graph.keep(("seat-details", tuple(forums)), lambda: graph.read_in_transaction(read))
