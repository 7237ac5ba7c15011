"""The page of representation: who of the concerned has a voice, who sits where, which seat rules hold, and what would mend it."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from api.pages.addresses import REPRESENTATION
from api.pages.page import Asked, LazyData, WebPage
from api.pages.pictures import write_svg
from api.pages.voice_answers import SUMMED, VoiceAnswers, read_rules_of, read_seat_details, read_voice_answers
from api.pages.voice_table import ListedActor, TablePage, VoiceTable, count_actor_states, has_state, list_actors, list_outside
from api.terminal.answering.matrix_output import collect_matrix_ids
from api.terminal.answering.mending_output import describe_sure
from loaders.reports.matrix_csv import write_matrix_csv
from loaders.reports.matrix_words import describe_overlooked, describe_staying, name_asked
from loaders.reports.matrix_workbook import write_matrix_workbook
from model.findings import Answer, Row
from model.language import JoinedText, Language, Term, Text
from model.statistics.even_splits import EVEN_FROM
from model.text.describe import format_evidence
from model.text.names import name_of, term_of
from model.vocabulary.groups import GroupKind
from queries.landscape.parties import find_forum, read_short_names
from queries.questions.parameters import ACTOR_GROUPINGS
from queries.representation.states import REPRESENTATION_KINDS, REPRESENTATION_TERMS
from viz.charts.band_dots import draw_band_axis, draw_band_dot
from viz.charts.drawing import draw_hatches, draw_picture
from viz.charts.stacked_bars import BarSegment, draw_stacked_bar
from viz.charts.voice_matrix import MOST_DRAWN_ROWS, draw_matrix, measure_width
from viz.charts.voice_signs import VoiceDoubt, VoiceHow, VoiceSign, draw_symbol
from viz.style.hyphenation import hyphenate
from viz.style.palette import AREAS
from viz.style.typeface import embed_fonts

TITLE = Text("Representation: who sits where")
EVEN_BAND = (EVEN_FROM, 100 - EVEN_FROM)
RULE_ORDER = ("broken", "unknown", "unmet", "met")
RULE_MARKS = {"met": "done", "broken": "none", "unmet": "ended", "unknown": "unknown"}
MOST_ASKED_SHOWN = 5
KNOWN = ("direct", "network")
"""The states in which an actor has a known voice; a deputy only has one while another is absent."""
BY_WORDS: Mapping[str, Text] = {
    "type": Text("type"), "kind": Text("kind"), "municipality": Text("municipality"), "group": Text("group"),
}  # fmt: skip

IN_WORDS: Mapping[str, Callable[..., Any]] = {
    "term_of": term_of, "name_asked": name_asked, "describe_sure": describe_sure, "describe_overlooked": describe_overlooked,
    "hyphenate": hyphenate,
}  # fmt: skip
"""What the template says things with."""

LEGEND: Sequence[tuple[VoiceSign, Text]] = (
    (VoiceSign("direct"), Text("seat")),
    (VoiceSign("direct", "proposed"), Text("proposed")),
    (VoiceSign("direct", "uncertain"), Text("uncertain")),
    (VoiceSign("network"), Text("through a network")),
    (VoiceSign("direct", without_mandate=True), Text("no mandate")),
    (VoiceSign("direct", example=True), Text("example")),
    (VoiceSign("none"), Text("not at all")),
    (VoiceSign("none", "uncertain"), Text("not at all, as far as is on record")),
    (VoiceSign("none", in_forum=True), Text("no seat here")),
    (VoiceSign("unknown"), Text("unknown")),
    (VoiceSign("unknown", in_forum=True), Text("no certain members on record")),
    (VoiceSign("deputy"), Text("only as deputy")),
)
"""The signs that the legend explains."""
_DOUBTS: Sequence[VoiceDoubt] = ("", "proposed", "uncertain")
OVERLOOKED_SIGNS = [VoiceSign(how, doubt) for how in ("direct", "network", "deputy") for doubt in _DOUBTS]
"""The signs of those easily overlooked, whose states are over all levels."""
MATRIX_STYLE = (
    ".chart{font:400 12px 'Landskap Sans',sans-serif;fill:#1b2733;color:#1b2733}.ground{fill:#fff}.strong{font-weight:600}"
    ".row-line{stroke:#dde3e9}.voice-letter{fill:#fff;text-anchor:middle;font-size:10px;font-weight:600}"
    ".hollow-letter{text-anchor:middle;font-size:10px;font-weight:600}.none{color:#a31545}.none.here,.unknown{color:#4a5866}"
    ".bare{stroke:#a31545}.invented{stroke:#6a1b6a;fill:none}"
    + "".join(
        f".area-ground.{colour}{{fill:{each.ground}}}.area-side.{colour}{{fill:{each.side}}}" for colour, each in AREAS.items()
    )
)
"""The style of the picture, which stands alone."""


def build_representation_page(asked: Asked) -> WebPage:
    """Return the page of representation. Raises NotFound, NotUnderstood."""
    answers = read_voice_answers(asked)
    written = _join_answers(answers)
    names = read_short_names(asked.graph, sorted(collect_matrix_ids(written)))
    details = read_seat_details(asked.graph, [row["forum"] for row in answers.forums])
    table = VoiceTable(answers, names, details, asked.language)
    concerned = list_actors(answers)
    state = asked.query.get("state") if asked.query.get("state") in REPRESENTATION_KINDS else None
    everybody = asked.query.get("who") == "all" and not state
    listed = [actor for actor in concerned if has_state(actor, state)] + (list_outside(answers) if everybody else [])
    page = table.make_page(listed, asked.query.get("after"))
    return WebPage(
        template="representation",
        title=TITLE,
        section=REPRESENTATION,
        content={
            **_describe_answer(answers, asked.language),
            **_describe_forum(asked, answers),
            **_describe_rest(answers, asked.language),
            **IN_WORDS,
            "symbols": _draw_symbols(page),
            "legend": LEGEND,
            "table": page,
            "state": state,
            "everybody": everybody,
            "actors": {"concerned": len(concerned), "outside": answers.outside, "states": count_actor_states(concerned)},
            "by": written.parameters["by"],
            "groupings": [(name, BY_WORDS[name]) for name in ACTOR_GROUPINGS],
            "voices": _list_voices(answers, names, {row.actor for group in page.matrix.groups for row in group.rows}),
        },
        data=LazyData(lambda: _make_data(answers, page)),
        files={
            "svg": lambda path: write_svg(path, _draw_figure(table, listed, asked.language)),
            "csv": lambda path: write_matrix_csv(path, written, names, asked.language),
            "xlsx": lambda path: write_matrix_workbook(path, written, names, asked.language),
        },
        styles=("charts.css", "segments.css", "representation.css"),
        scripts=("representation.js",),
    )


def _describe_answer(answers: VoiceAnswers, language: Language) -> dict[str, Any]:
    """Return what the page answers first, with the levels and areas to choose among."""
    sums = answers.sum_states()
    return {
        "sums": sums,
        "known": sum(sums[how] for how in KNOWN),
        "terms": REPRESENTATION_TERMS,
        "bar": _draw_bar(sums, language),
        "hatches": draw_hatches(),
        "level": answers.level,
        "area": answers.area,
        "levels": _list_levels(answers),
        "areas": _list_areas(answers),
        "cut": any(answer.cut for answer in (answers.verdicts, answers.seats, answers.rules)),
    }


def _describe_forum(asked: Asked, answers: VoiceAnswers) -> dict[str, Any]:
    """Return a forum with its seat rules; one of another level or area may be chosen, too."""
    forum = _choose_forum(asked, answers)
    if forum is None:
        return {"forum": None, "rules": []}
    rules = answers.rules if answers.is_shown(forum) else read_rules_of(asked, forum["forum"])
    return {"forum": forum, "rules": _list_rules(rules, forum)}


def _describe_rest(answers: VoiceAnswers, language: Language) -> dict[str, Any]:
    """Return what stands beside the matrix: what would mend it, shares, and whom to ask."""
    return {
        "mend": _describe_mend(answers.mend, answers),
        "sexes": _list_sexes(answers.sexes, language),
        "axis": draw_band_axis(EVEN_BAND, Text("Share of women in per cent").in_(language)).as_image("axis"),
        "overlooked": _group_overlooked(answers.list_rows("overlooked")),
        "ask": [row for row in answers.verdicts.rows if row["what"] == "ask"][:MOST_ASKED_SHOWN],
        "staying": describe_staying([row for row in answers.verdicts.rows if row["what"] == "stays"]),
    }


def _join_answers(answers: VoiceAnswers) -> Answer:
    """Return the answer that files are written from: the verdicts of the level and area, then who sits in which forum."""
    counted = ("count", "total", "cell")
    rows = [row for row in answers.verdicts.rows if row["what"] in counted and answers.is_shown(row)]
    rows += [row for row in answers.seats.rows if row["what"] in counted]
    others = [row for row in answers.verdicts.rows if row["what"] not in counted]
    return replace(answers.seats, rows=[*sorted(rows, key=lambda row: row["area"]), *others])


def _draw_bar(sums: Counter[str], language: Language) -> Markup:
    hows: Sequence[VoiceHow] = ("direct", "network", "deputy", "none", "unknown")
    segments = [BarSegment(how, sums[how], str(sums[how])) for how in hows]
    title = Text("How the concerned actors are represented").in_(language)
    told = Text(
        "{counts} of {n}",
        counts=JoinedText(JoinedText((str(sums[how]), word), " ") for how, word in REPRESENTATION_TERMS.items()),
        n=sums["actors"],
    )
    return draw_stacked_bar(segments, sums["actors"], title, told.in_(language)).as_image("voices")


def _draw_symbols(page: TablePage) -> Markup:
    signs = {sign.key: sign for sign in (*page.matrix.signs, *OVERLOOKED_SIGNS, *(sign for sign, _words in LEGEND))}
    return Markup("".join(draw_symbol(signs[key]) for key in sorted(signs)))  # noqa: S704  # our own shapes


def _draw_figure(table: VoiceTable, listed: Sequence[ListedActor], language: Language) -> str:
    """Return the matrix as an SVG document, at most MOST_DRAWN_ROWS rows of it."""
    matrix = table.make_page(listed, None, MOST_DRAWN_ROWS).matrix
    drawing = draw_matrix(
        matrix, TITLE.in_(language), Text("Voice").in_(language), [(sign, words.in_(language)) for sign, words in LEGEND]
    )
    return draw_picture(drawing, measure_width(matrix), style=embed_fonts() + MATRIX_STYLE)


def _list_levels(answers: VoiceAnswers) -> list[tuple[str, Term, int]]:
    """Return the levels that have forums of areas, with how many."""
    counts = Counter(row["level"] for row in answers.found.forums.values() if answers.area in (None, row["area"]))
    return [(level.id, name_of(level), counts[level.id]) for level in answers.levels if counts[level.id]]


def _list_areas(answers: VoiceAnswers) -> list[tuple[str, Term, int]]:
    """Return the areas that have forums at the level, with how many actors they concern."""
    totals = {
        row["area"]: row["actors"] for row in answers.verdicts.rows if row["what"] == "total" and row["level"] == answers.level
    }
    return [(area.id, name_of(area), totals[area.id]) for area in answers.areas if area.id in totals]


def _choose_forum(asked: Asked, answers: VoiceAnswers) -> Row | None:
    """Return the forum whose rules are shown: the one asked for, or the one with most broken, then most known rules."""
    if asked.query.get("forum"):
        return answers.found.forums.get(find_forum(asked.graph, asked.query["forum"]))
    states = Counter((row["forum"], row["state"]) for row in answers.rules.rows)
    shown = (row for row in answers.forums if any(states[row["forum"], state] for state in RULE_ORDER))
    known = (("broken",), ("broken", "met", "unmet"), RULE_ORDER)
    weigh = lambda row: [sum(states[row["forum"], state] for state in some) for some in known]  # noqa: E731
    return max(shown, key=weigh, default=None)


def _list_rules(rules: Answer, forum: Row) -> list[dict[str, Any]]:
    """Return the rules of a forum, broken ones first, with what was counted."""
    rows = [row for row in rules.rows if row["forum"] == forum["forum"]]
    rows.sort(key=lambda row: RULE_ORDER.index(row["state"]))
    return [
        {**row, "mark": RULE_MARKS[row["state"]], "counted": _tell_count(row), "called": term_of(row, "rule_name")}
        for row in rows
    ]


def _tell_count(row: Row) -> Text | str:
    if row["count"] is None:
        return ""
    if row["of"] is not None:
        return Text("{n} of {whole}", n=row["count"], whole=row["of"])
    if row["state"] in ("broken", "unmet") and row["least"]:
        return Text("{n} of at least {least}", n=row["count"], least=row["least"])
    return str(row["count"])


def _describe_mend(mend: Answer | None, answers: VoiceAnswers) -> dict[str, Any] | None:
    """Return the changes that give most voices, and what they give together."""
    if mend is None:
        return None
    summary = next(row for row in mend.rows if row["what"] == "summary")
    options = [f"--{name} {value}" for name, value in (("level", answers.level), ("area", answers.area)) if value]
    return {
        "summary": summary,
        "changes": [row for row in mend.rows if row["what"] == "change"],
        "sure": [row for row in mend.rows if row["what"] == "sure"],
        "command": " ".join(("landskap mend --changes", str(mend.parameters.get("changes", "")), *options, "--out")),
    }


def _list_sexes(sexes: Answer, language: Language) -> dict[str, Any]:
    """Return the forums with headcounts, each with its dot, and how many have none."""
    counted = []
    for place, row in enumerate(row for row in sexes.rows if row["what"] == "forum"):
        told = Text("{women} women of {n}", women=row["women"], n=row["women"] + row["men"])
        drawing = draw_band_dot(row["share"], EVEN_BAND, told.in_(language))
        counted.append({**row, "told": told, "dot": drawing.as_image(f"share-{place}"), "name": term_of(row)})
    kinds = Counter(row["what"] for row in sexes.rows)
    return {"counted": counted, "few": kinds["few"], "uncounted": kinds["uncounted"]}


def _group_overlooked(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Return the groups of §6.3 with their actors, and how many of these have a seat or a network's on record."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row["group"], []).append(row)
    return [
        {
            "name": term_of(members[0], "group_name"),
            "kind": GroupKind.of(members[0]["kind"]).term,
            "actors": (actors := [{**row, "key": _sign_overlooked(row).key} for row in members if row["actor"]]),
            "known": sum(row["how"] in KNOWN for row in actors),
            "doubted": sum(row["how"] in KNOWN and (row["proposed"] or row["uncertain"]) for row in actors),
        }
        for members in groups.values()
    ]


def _sign_overlooked(row: Row) -> VoiceSign:
    return VoiceSign(row["how"], "proposed" if row["proposed"] else "uncertain" if row["uncertain"] else "")


def _list_voices(
    answers: VoiceAnswers, names: Mapping[str, Term], shown: Collection[str]
) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return the actors of a page by state, those without a voice first: what a narrow screen shows instead of the matrix."""
    listed: dict[str, list[dict[str, Any]]] = {how: [] for how in ("none", "unknown", "deputy", "network", "direct")}
    for row in answers.list_rows("cell"):
        if row["actor"] in shown:
            forums = dict.fromkeys(way["forum"] for way in row["ways"])
            listed[row["how"]].append(
                {
                    **row,
                    "name": term_of(row),
                    "area_name": term_of(row, "area_name"),
                    "forums": [names.get(id_, id_) for id_ in forums],
                    "cited": format_evidence(row["evidence"]),
                }
            )
    return [(how, rows) for how, rows in listed.items() if rows]


def _make_data(answers: VoiceAnswers, page: TablePage) -> dict[str, Any]:
    """Return the content as data: the sums, and the page of the matrix by the ids of its actors and columns."""
    sums = answers.sum_states()
    columns = [{"area": column.area, "forum": column.forum, "level": answers.level} for column in page.matrix.columns]
    return {
        "level": answers.level,
        "area": answers.area,
        "sums": {name: sums[name] for name in SUMMED},
        "outside": dict(answers.outside),
        "columns": columns,
        "rows": [
            {
                "actor": row.actor,
                "cells": [
                    {"how": cell.sign.how, "doubt": cell.sign.doubt, "example": cell.sign.example, "words": cell.words}
                    if cell
                    else None
                    for cell in row.cells
                ],
            }
            for group in page.matrix.groups
            for row in group.rows
        ],
        "next": page.next_,
        **{
            name: answer.as_json() if answer else None
            for name, answer in (("rules", answers.rules), ("shares", answers.sexes), ("mend", answers.mend))
        },
        "overlooked": [dict(row) for row in answers.list_rows("overlooked")],
        "ask": [dict(row) for row in answers.list_rows("ask")],
    }
