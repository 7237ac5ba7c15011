"""The lens of decisions: between whom assignments stand still, and for how long."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from api.pages.addresses import DECISIONS
from api.pages.page import Asked
from model.language import JoinedText, PluralText, Text
from model.text.names import term_of
from model.vocabulary.contents import Contents
from queries.findings.breaks import find_breaks
from queries.questions.parameters import MOST_BREAK_ROWS, BreaksQuestion
from viz.view.lens import Lens, LensFigure, LensItem, LensLine, LensSection, LineLook, PartyMark

_Row = Mapping[str, Any]


def build_decisions_lens(asked: Asked, contents: Contents) -> Lens:
    """Return where assignments stand still: the hand-offs with something stuck, and at whom it stands."""
    rows = [row for row in _find_stuck(asked) if contents.party(row["forum"]) and contents.party(row["party"])]
    stuck, broken = sum(row["stuck"] for row in rows), sum(row["broken"] for row in rows)
    days = [passed for row in rows if (passed := _days_of(row, asked.on)) is not None]
    lead = Text("No assignment is known to stand still on {day}.", day=asked.on)
    if rows:
        lead = Text(
            "{assignments}, at {hand_offs}.",
            assignments=PluralText("{n} assignment stands still", "{n} assignments stand still", n=stuck),
            hand_offs=PluralText("{n} hand-off", "{n} hand-offs", n=len(rows)),
        )
    return Lens(
        heading=Text("Here decisions stop").in_(asked.language),
        lead=lead.in_(asked.language),
        marks=_mark_parties(rows, asked),
        lines=tuple(_make_line(row, asked) for row in rows),
        states=("stuck", "awaited"),
        figures=tuple(_list_figures(asked, len(rows), broken, stuck, max(days, default=None))),
        sections=tuple(_list_sections(rows, asked)),
        legend=(("stuck", Text("has decided what stands still").in_(asked.language)),),
        line_legend=(
            ("broken", Text("broken: at least three stand still, and so large a share as the rule says").in_(asked.language)),
            ("stuck", Text("as far as the decision came, where it stopped, what remains").in_(asked.language)),
        ),
        notes=(
            Text("On a line: how many stand still, and days since the oldest took its last step.").in_(asked.language),
            Text("Assignments without a step or a date to judge by are unknown. They are not counted here.").in_(asked.language),
        ),
    )


def list_break_parties(asked: Asked) -> set[str]:
    """Return the ids of the parties between which assignments stand still."""
    return {row[end] for row in _find_stuck(asked) for end in ("forum", "party")}


def _find_stuck(asked: Asked) -> list[_Row]:
    question = BreaksQuestion(on=asked.on, most=MOST_BREAK_ROWS)
    answer = asked.graph.keep(("map-breaks", question), lambda: find_breaks(asked.graph, question))
    return [row for row in answer.rows if row["stuck"]]


def _days_of(row: _Row, on: str) -> int | None:
    """Return the days since the oldest stuck assignment of a hand-off took its last step, or passed its date."""
    since = row["since"] or row["oldest"]
    return (date.fromisoformat(on) - date.fromisoformat(since)).days if since else None


def _mark_parties(rows: list[_Row], asked: Asked) -> dict[str, PartyMark]:
    sent, received = Counter[str](), Counter[str]()
    for row in rows:
        sent[row["forum"]] += row["stuck"]
        received[row["party"]] += row["stuck"]
    marks = {}
    for id_, n in received.items():
        words = PluralText("{n} assignment to it stands still", "{n} assignments to it stand still", n=n)
        marks[id_] = PartyMark("awaited", words.in_(asked.language))
    for id_, n in sent.items():
        words = PluralText("{n} of its assignments stands still", "{n} of its assignments stand still", n=n)
        said = [words, *([Text("{n} to it do", n=received[id_])] if received[id_] else [])]
        note = PluralText("{n} stands still", "{n} stand still", n=n).in_(asked.language)
        marks[id_] = PartyMark("stuck", JoinedText(said).in_(asked.language), note)
    return marks


def _make_line(row: _Row, asked: Asked) -> LensLine:
    text = Text(
        "{forum} → {addressee}: {stuck} of {waiting} stand still.",
        forum=term_of(row, "forum_name"),
        addressee=term_of(row, "addressee"),
        stuck=row["stuck"],
        waiting=row["waiting"],
    )
    look: LineLook = "broken" if row["broken"] else "stuck"
    days = _days_of(row, asked.on)
    return LensLine(row["forum"], row["party"], look, row["stuck"], text.in_(asked.language), days, row["example"])


def _list_figures(asked: Asked, hand_offs: int, broken: int, stuck: int, oldest: int | None) -> list[LensFigure]:
    words = [
        (str(hand_offs), Text("hand-offs where something stands still"), False),
        (str(broken), Text("of them broken by the rule"), False),
        (str(stuck), Text("assignments that stand still"), False),
    ]
    if oldest is not None:
        words.append((str(oldest), Text("days, the oldest"), True))
    return [LensFigure(value, text.in_(asked.language), strong=strong) for value, text, strong in words]


def _list_sections(rows: list[_Row], asked: Asked) -> list[LensSection]:
    """Return a section for each forum, those with the most that stands still first."""
    by_forum: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        by_forum[row["forum"]].append(row)
    ordered = sorted(by_forum.values(), key=lambda some: (-sum(row["stuck"] for row in some), some[0]["forum"]))
    return [
        LensSection(
            heading=f"{term_of(some[0], 'forum_name').in_(asked.language)} ({sum(row['stuck'] for row in some)})",
            items=tuple(_make_item(row, asked) for row in some),
            address=asked.link.focus(some[0]["forum"]),
        )
        for some in ordered
    ]


def _make_item(row: _Row, asked: Asked) -> LensItem:
    days = _days_of(row, asked.on)
    detail = Text("{stuck} of {waiting} stand still", stuck=row["stuck"], waiting=row["waiting"])
    said: list[Any] = [detail, *([Text("broken")] if row["broken"] else [])]
    if row["muted_until"]:
        said.append(Text("muted until {day}", day=row["muted_until"]))
    return LensItem(
        words=term_of(row, "addressee").in_(asked.language),
        address=asked.link.page(DECISIONS, forum=row["forum"], addressee=row["party"]),
        detail=JoinedText(said).in_(asked.language),
        badge="" if days is None else Text("{n} d", n=days).in_(asked.language),
        state="stuck",
        example=row["example"],
    )
