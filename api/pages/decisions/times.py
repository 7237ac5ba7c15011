"""The page of how long hand-offs take: a curve for each leg of the trail, with those who still wait in it."""

from collections.abc import Mapping, Sequence
from typing import Any

from api.pages.addresses import DECISIONS
from api.pages.decisions.figure import tell_median
from api.pages.page import Asked, WebPage
from api.pages.pictures import read_picture_style, write_svg
from loaders.reports.data_tables import DataColumn, DataTable
from model.findings import Answer
from model.language import JoinedText, Localizable, PluralText, Term, Text
from queries.questions.durations import answer_durations
from queries.questions.legs import LEGS_OF_CODE, PASSED
from queries.questions.parameters import DURATION_GROUPINGS, DurationsQuestion
from viz.charts.ageing_dots import AgeingDot, AgeingRow, draw_ageing_row, draw_day_axis
from viz.charts.drawing import Drawing, Piece, draw_label, draw_picture
from viz.charts.scales import round_up
from viz.charts.step_curve import CurveMark, CurveStep, CurveWords, draw_step_curve

MOST_CURVES = 24
"""More groups than this are told in the table alone."""
GROUPING_NAMES: Mapping[str, Text] = {
    "forum": Text("forum"), "addressee": Text("addressee"), "area": Text("area"), "kind": Text("kind"), "year": Text("year"),
}  # fmt: skip
PICTURE_WIDTH, PICTURE_HEIGHT = 480.0, 210.0
_Row = Mapping[str, Any]


def build_times_page(asked: Asked) -> WebPage:
    """Return the page. Raises NotUnderstood, NotFound."""
    question = asked.question(DurationsQuestion)
    answer = answer_durations(asked.graph, question)
    legs = [row for row in answer.rows if row["what"] == "leg" and row["begun"]]
    sentences = [item.sentence for item, row in zip(answer.findings, _list_legs(answer), strict=True) if row["begun"]]
    curves = [(row, _draw(row, asked)) for row in legs[:MOST_CURVES]]
    drawings = [drawing for _row, drawing in curves if drawing]
    link = asked.link
    return WebPage(
        template="times",
        title=Text("How long hand-offs take"),
        content={
            "curves": [
                {
                    "name": _name_row(row),
                    "sentence": sentence,
                    "drawing": drawing,
                    "axis": _draw_axis(row, asked),
                    "example": row["example"],
                }
                for (row, drawing), sentence in zip(curves, sentences, strict=False)
            ],
            "more": len(legs) - len(curves),
            "groupings": [(Text("nothing"), link.same(by=None), not question.by)]
            + [(GROUPING_NAMES[by], link.same(by=by), question.by == by) for by in DURATION_GROUPINGS],
            "legs": [(Text("all"), link.same(leg=None), not question.leg)]
            + [(leg.term, link.same(leg=code), question.leg == code) for code, leg in LEGS_OF_CODE.items()],
            "table": _make_table(legs),
            "cut": answer.cut,
            "read_from": answer.parameters.get("read_from"),
        },
        data=answer.as_json(),
        section=DECISIONS,
        tables=[_make_table(legs)],
        files={"svg": lambda path: write_svg(path, _draw_document(drawings, asked))} if drawings else {},
        styles=("charts.css", "decisions.css"),
    )


def _list_legs(answer: Answer) -> list[_Row]:
    return [row for row in answer.rows if row["what"] == "leg"]


def _name_row(row: _Row) -> Localizable:
    leg = LEGS_OF_CODE[row["leg"]].term
    group = Term(row["group_name"], row["group_name_en"]) if row["group_name"] else None
    return JoinedText(filter(None, (group, leg)), ", ")


def _draw(row: _Row, asked: Asked) -> Drawing | None:
    """Return the curve of a leg, or None if nothing came through; of too few to summarize, a dot for each."""
    if not row["passed"] and not row["days"]:
        return None
    language, title = asked.language, _name_row(row).in_(asked.language)
    counts = PluralText(
        "{n} assignment, {passed} came through, {waiting} still wait",
        "{n} assignments, {passed} came through, {waiting} still wait",
        n=row["begun"],
        passed=row["passed"],
        waiting=row["waiting"],
    ).in_(language)
    if not row["curve"]:
        dots = [AgeingDot(one["days"], "done" if one["ending"] == PASSED else "in-time" if one["ending"] is None else "ended")
                for one in row["days"] or ()]  # fmt: skip
        return draw_ageing_row(AgeingRow(dots), _find_most(row), title, counts)
    steps = [
        CurveStep(point["day"], 1 - point["not_passed"], _turn(point["high"]), _turn(point["low"])) for point in row["curve"]
    ]
    median = row["median"]
    mark = None
    if median is not None:
        share = next((step.share for step in reversed(steps) if step.day <= median), 0.5)
        mark = CurveMark(median, share, Text("half after {days} days", days=median).in_(language))
    told = tell_median(row)
    description = JoinedText(filter(None, (counts, told))).in_(language)
    words = CurveWords(title, description, Text("all").in_(language))
    return draw_step_curve(steps, _find_most(row), words, mark, row["followed"])


def _turn(share: float | None) -> float | None:
    return None if share is None else 1 - share


def _find_most(row: _Row) -> int:
    days = [point["day"] for point in row["curve"] or ()] + [one["days"] for one in row["days"] or ()]
    return round_up(max((*days, 1)))


def _draw_axis(row: _Row, asked: Asked) -> Drawing | None:
    if row["days"] is None:
        return None
    return draw_day_axis(_find_most(row), Text("days").in_(asked.language), Text("Days").in_(asked.language))


def _draw_document(drawings: Sequence[Drawing], asked: Asked) -> str:
    texts, pieces = [], []
    for number, drawing in enumerate(drawings):
        top = 16 + number * PICTURE_HEIGHT
        texts.append(draw_label(drawing.title, 16 / PICTURE_WIDTH, top + 14, classes="label strong"))
        pieces.append(Piece(drawing, 16, top + 24, PICTURE_WIDTH - 32))
    title = Text("How long hand-offs take").in_(asked.language)
    whole = Drawing(32 + len(drawings) * PICTURE_HEIGHT, "".join(texts), title, title)
    return draw_picture(whole, PICTURE_WIDTH, pieces, read_picture_style())


def _make_table(legs: Sequence[_Row]) -> DataTable:
    columns = [
        DataColumn("leg", Text("From step to step"), 40),
        DataColumn("begun", Text("Begun"), 10, number=True),
        DataColumn("passed", Text("Came through"), 12, number=True),
        DataColumn("waiting", Text("Still wait"), 12, number=True),
        DataColumn("median", Text("Half after, days"), 14),
        DataColumn("followed", Text("Followed for, days"), 14, number=True),
        DataColumn("example", Text("Example"), 10),
    ]
    rows = [
        (
            _name_row(row),
            row["begun"],
            row["passed"],
            row["waiting"],
            tell_median(row),
            row["followed"],
            Text("example") if row["example"] else None,
        )
        for row in legs
    ]
    return DataTable(Text("How long hand-offs take"), columns, rows)
