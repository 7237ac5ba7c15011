"""A page of a lens: the map as the lens shows it, its panel, its legend, the day, and the same as tables.

Each lens is a function from `Asked` and the records of the day to a `Lens`; LENSES lists them by their paths.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from markupsafe import Markup

from api.lenses.certainty_lens import build_certainty_lens
from api.lenses.change_lens import build_change_lens, list_moments
from api.lenses.day_strip import list_days
from api.lenses.decisions_lens import build_decisions_lens
from api.lenses.landscape_day import name_party, read_day, shows_existing
from api.lenses.loss_lens import build_loss_lens, list_party_choices
from api.lenses.representation_lens import build_representation_lens, list_area_choices
from api.pages.addresses import MAP
from api.pages.page import Asked, WebPage
from api.pages.pictures import write_svg
from loaders.reports.data_tables import DataColumn, DataTable
from model.language import Localizable, Text, swedish_sort_key
from model.vocabulary.contents import Contents
from viz.draw.lens_svg import draw_lens
from viz.draw.marks import draw_line_sample, draw_mark_sample
from viz.draw.small_map import draw_small_map
from viz.view.lens import Lens, LensView, build_lens_view, keep_shown

LensBuilder = Callable[[Asked, Contents], Lens]
LENSES: dict[str, tuple[Text, LensBuilder]] = {
    "beslut": (Text("Decisions"), build_decisions_lens),
    "representation": (Text("Representation"), build_representation_lens),
    "sakerhet": (Text("Certainty"), build_certainty_lens),
    "forandring": (Text("Change over time"), build_change_lens),
    "sarbarhet": (Text("Vulnerability"), build_loss_lens),
}
"""The lenses by the last part of their path; the flows are the map itself."""
CHOICES: dict[str, Callable[[Asked, Contents], Sequence[tuple[str, str, bool]]]] = {
    "representation": list_area_choices,
    "forandring": lambda asked, _contents: list_moments(asked),
    "sarbarhet": list_party_choices,
}
"""What a lens can be about."""
CHOOSE = {
    "representation": Text("Choose area and level"),
    "forandring": Text("Compare with"),
    "sarbarhet": Text("Choose a party to leave out"),
}
SMALL = "small"
"""The size of a picture for another page, in the address of the file."""
KEPT_IN_LENSES = ("standing", "areas", "levels", "types", "cell", "place")
"""What of an address stays when another lens is chosen."""


def build_lens_page(name: str) -> Callable[[Asked], WebPage]:
    """Return the function that builds the page of a lens."""

    def build_page(asked: Asked) -> WebPage:
        contents = read_day(asked)
        lens = keep_shown(LENSES[name][1](asked, contents), contents, asked.language)
        return _make_lens_page(asked, name, contents, lens)

    return build_page


def _make_lens_page(asked: Asked, name: str, contents: Contents, lens: Lens) -> WebPage:
    view = build_lens_view(contents, asked.on, asked.language, lens)
    marked = _list_marked(contents, lens, asked)
    tables = [_make_party_table(marked, asked), *make_line_table(contents, lens, asked)]
    return WebPage(
        template="lens",
        title=Text("Map: {lens}", lens=LENSES[name][0]),
        section=MAP,
        content={
            "lens": lens,
            "lenses": list_lenses(asked, name),
            "draw_picture": lambda: Markup(draw_lens(view, lens, asked.language, asked.link.focus)),  # noqa: S704  # escaped by viz/draw/markup.py
            "drawing": view,
            "tables": tables,
            "quoted": [lens.marks[id_].quoted for _name, id_, _words in marked],
            "table_links": [asked.link.focus(id_) if contents.party(id_) else None for _name, id_, _words in marked],
            "choices": CHOICES[name](asked, contents) if name in CHOICES else [],
            "choose": CHOOSE[name].in_(asked.language) if name in CHOOSE else "",
            "days": list_days(asked),
            "existing": shows_existing(asked),
            "mark_sample": lambda state: Markup(draw_mark_sample(state)),  # noqa: S704  # our own drawing
            "line_sample": lambda look: Markup(draw_line_sample(look)),  # noqa: S704  # our own drawing
        },
        data=_list_data(lens),
        tables=[*tables, *_make_panel_table(lens, asked)],
        files={"svg": lambda path: write_svg(path, draw_lens_file(view, lens, asked))},
        styles=("drawings.css", "lens.css"),
        scripts=("lens.js",),
    )


def draw_lens_file(view: LensView, lens: Lens, asked: Asked) -> str:
    """Return the picture of the lens as a file, small if the address says so."""
    if asked.query.get("size") == SMALL:
        return draw_small_map(view, lens, asked.language)
    return draw_lens(view, lens, asked.language, alone=True)


def list_lenses(asked: Asked, chosen: str) -> list[tuple[str, str, bool]]:
    """Return the lenses of the map: their names and addresses, and whether each is the one in force ("": the map of flows)."""
    kept = {name: asked.query.get(name) or None for name in KEPT_IN_LENSES}
    flows = (Text("Flows").in_(asked.language), asked.link.page(MAP, **kept), chosen == "")
    return [
        flows,
        *(
            (title.in_(asked.language), asked.link.page(f"{MAP}/{name}", **kept), name == chosen)
            for name, (title, _build) in LENSES.items()
        ),
    ]


def _list_marked(contents: Contents, lens: Lens, asked: Asked) -> list[tuple[str, str, str]]:
    """Return the name, the id and the words of each marked party, by name."""
    drawn = contents.with_(lens.ghosts)
    named = ((name_party(drawn, id_, asked.language), id_, mark.words) for id_, mark in lens.marks.items())
    return sorted(named, key=lambda row: (swedish_sort_key(row[0]), row[1]))


def _make_party_table(marked: Sequence[tuple[str, str, str]], asked: Asked) -> DataTable:
    columns = [DataColumn("name", Text("Party"), 40), DataColumn("words", Text("In this lens"), 80)]
    rows = [(name, words) for name, _id, words in marked]
    return DataTable(Text("What the map marks"), columns, rows, [Text("As of {day}", day=asked.on)])


def make_line_table(contents: Contents, lens: Lens, asked: Asked) -> Iterator[DataTable]:
    """Yield the table of a lens's lines, if it has any."""
    if not lens.lines:
        return
    headings: list[tuple[str, Localizable]] = [
        ("from", Text("From")),
        ("to", Text("To")),
        ("words", Text("In this lens")),
        ("count", Text("Number")),
        ("days", Text("Days")),
    ]
    drawn = contents.with_(lens.ghosts)
    columns = [DataColumn(name, heading, 60 if name == "words" else 24, name in ("count", "days")) for name, heading in headings]
    rows = [
        (
            name_party(drawn, line.source, asked.language),
            name_party(drawn, line.target, asked.language),
            line.words,
            line.count,
            line.days,
        )
        for line in lens.lines
    ]
    yield DataTable(Text("The lines of the map"), columns, rows, [Text("As of {day}", day=asked.on)])


def _make_panel_table(lens: Lens, asked: Asked) -> Iterator[DataTable]:
    """Yield what the panel lists as a table, for the workbook."""
    columns = [
        DataColumn("section", Text("Section"), 30),
        DataColumn("what", Text("What"), 50),
        DataColumn("more", Text("More about it"), 80),
        DataColumn("number", Text("Number"), 10),
        DataColumn("example", Text("Example"), 10),
    ]
    rows = [
        (section.heading, item.words, item.detail or None, item.badge or None, Text("example") if item.example else None)
        for section in lens.sections
        for item in section.items
    ]
    if rows:
        yield DataTable(Text("What the panel lists"), columns, rows, [Text("As of {day}", day=asked.on)])


def _list_data(lens: Lens) -> dict[str, Any]:
    """Return what a lens says as plain JSON values."""
    return {
        "lead": lens.lead,
        "sections": [
            {
                "heading": section.heading,
                "note": section.note,
                "items": [
                    {name: getattr(item, name) for name in ("words", "detail", "badge", "example")} for item in section.items
                ],
            }
            for section in lens.sections
        ],
        "figures": [{"value": figure.value, "words": figure.words} for figure in lens.figures],
        "parties": [{"party": id_, "state": mark.state, "words": mark.words} for id_, mark in sorted(lens.marks.items())],
        "lines": [
            {name: getattr(line, name) for name in ("source", "target", "look", "count", "days", "words", "example")}
            for line in lens.lines
        ],
    }
