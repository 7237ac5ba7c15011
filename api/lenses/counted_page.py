"""The map of what has too many parties to be drawn one by one, counted by cell and kind.

Each box leads to its part of the map, each place to what is there. As soon as a part is small enough, the same address draws it
party by party, in each lens.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from api.lenses.counted_lens import build_counted_lens, list_marked_cells
from api.lenses.day_strip import list_days
from api.lenses.lens_page import LENSES, build_lens_page, draw_lens_file, list_lenses, make_line_table
from api.lenses.map_part import ChosenPart, TooManyParties, name_part, query_of_part
from api.pages.addresses import MAP
from api.pages.page import Asked, WebPage
from api.pages.pictures import write_svg
from loaders.reports.data_tables import DataColumn, DataTable
from model.language import Localizable, PluralText, Term, Text, swedish_sort_key
from model.map_counts import CountedCell, count_parties
from model.text.describe import describe_reference
from model.text.names import name_of
from model.vocabulary.contents import Contents, Party
from model.vocabulary.flows import FlowKind
from model.vocabulary.record import Standing
from model.vocabulary.types import PARTY
from queries.landscape.graph_records import GraphRecords
from queries.landscape.map_counts import PartPage, list_part, read_flow_counts, read_map_registers
from queries.landscape.places import read_places
from viz.draw.legend import draw_flow_sample
from viz.draw.lens_svg import draw_lens
from viz.draw.marks import draw_line_sample, draw_mark_sample
from viz.draw.svg import draw_linked_map, draw_svg
from viz.layout.lay_out import lay_out_view
from viz.view.counted import CountedView, build_counted_view, name_cell
from viz.view.details import describe_kind_and_cell
from viz.view.view import MapFrame
from viz.web import parts
from viz.web.parts import ASPECT_REGISTERS, Aspect, list_values
from viz.web.state import parse_state

NUMBERS = re.compile(r"\d+")
ROWS_LISTED = 50
"""Parties of a page of the list."""
MOST_FLOW_ROWS = 500
"""Rows of the table of flows between boxes; further ones are counted."""


@dataclass(frozen=True, slots=True)
class PartLink:
    """A part that a page leads to: its name, the number of its parties, its address, and whether it is the one in force."""

    name: str
    parties: int | None
    address: str
    chosen: bool = False


def draw_or_count(lens: str) -> Callable[[Asked], WebPage]:
    """Return the function that builds the page of a lens: drawn party by party, or counted if there are too many."""
    draw = build_lens_page(lens)

    def build_page(asked: Asked) -> WebPage:
        try:
            return draw(asked)
        except TooManyParties as error:
            return build_counted_page(asked, error.chosen, lens)

    return build_page


def build_counted_page(asked: Asked, chosen: ChosenPart, lens: str = "") -> WebPage:
    """Return the page of a part that is counted; in a lens it says what the lens needs, and leads on to smaller parts."""
    return _CountedPage(asked, chosen, lens).build()


class _CountedPage:
    def __init__(self, asked: Asked, chosen: ChosenPart, lens: str) -> None:
        self.asked, self.chosen, self.lens = asked, chosen, lens
        self.language = asked.language
        self.registers = Contents(read_map_registers(asked.graph))
        self.frame = MapFrame(self.registers, asked.on, self.language)
        self.path = f"{MAP}/{lens}" if lens else MAP
        self.drawn = self._draw()
        self.counted_lens = build_counted_lens(lens, asked, chosen, self.drawn)

    def _draw(self) -> CountedView:
        cells = {count.cell for count in self.chosen.counts}
        state = parse_state(self.asked.query, self.language)
        flows = [
            flow
            for flow in read_flow_counts(self.asked.graph, self.asked.on, self.chosen.selection.places)
            if flow.source in cells
            and flow.target in cells
            and (state.kinds is None or flow.kind in state.kinds)
            and not (state.existing and flow.standing == Standing.PROPOSED)
        ]
        return build_counted_view(self.registers, self.asked.on, self.language, self.chosen.counts, flows)

    def build(self) -> WebPage:
        """Return the page."""
        view = self.drawn.view
        tables = [self._make_box_table(), self._make_flow_table(), *self._make_lens_tables()]
        heading = LENSES[self.lens][0] if self.lens else Text("Flows")
        return WebPage(
            template="counted",
            title=Text("Map: {lens}", lens=heading),
            section=MAP,
            content={
                "lenses": list_lenses(self.asked, self.lens),
                "picture": Markup(self._draw_picture()),  # noqa: S704  # escaped by viz/draw/markup.py
                "lens": self.counted_lens.lens if self.counted_lens else None,
                "drawing": self.counted_lens.view if self.counted_lens else None,
                "mark_sample": lambda state: Markup(draw_mark_sample(state)),  # noqa: S704  # our own drawing
                "line_sample": lambda look: Markup(draw_line_sample(look)),  # noqa: S704  # our own drawing
                "heading": self._name_part(),
                "lead": self._tell_lead(),
                "chosen": [*self._list_chosen()],
                "limited": self._tell_lens(),
                "places": self._list_places(),
                "aspects": [(heading, self._offer(aspect)) for aspect, heading in ASPECT_HEADINGS.items()],
                "kinds": self._offer_kinds(),
                "notes": [*self._tell_omitted()],
                "days": list_days(self.asked),
                "existing": self.chosen.part.existing,
                "tables": tables,
                "box_links": [self._open_cell(box.id) for box in view.boxes],
                **self._list_parties(),
                "flow_sample": lambda kind: Markup(draw_flow_sample(kind, 0)),  # noqa: S704  # our own drawing
            },
            data=self._list_values(),
            tables=tables,
            files={"svg": lambda path: write_svg(path, self._draw_file())},
            styles=("drawings.css", "lens.css"),
            scripts=("lens.js",),
        )

    def _draw_picture(self) -> str:
        """Return the picture of the page, whose boxes are links."""
        if found := self.counted_lens:
            return draw_lens(found.view, found.lens, self.language, self._open_cell)
        return draw_linked_map(self.drawn.view, self.language, self._open_cell)

    def _make_lens_tables(self) -> Iterator[DataTable]:
        if found := self.counted_lens:
            yield from make_line_table(found.contents, found.lens, self.asked)

    def _draw_file(self) -> str:
        """Return the picture as a file of its own."""
        if found := self.counted_lens:
            return draw_lens_file(found.view, found.lens, self.asked)
        return draw_svg(self.drawn.view, lay_out_view(self.drawn.view), self.language)

    def _list_parties(self) -> Mapping[str, Any]:
        """Return a page of the list of the parties, with the addresses of its rows and of the next page."""
        after = self.asked.query.get("after", "")
        page = list_part(self.asked.graph, self.asked.on, self.chosen.selection, ROWS_LISTED, after)
        return {
            "list": self._make_party_table(page),
            "list_links": [self.asked.link.focus(id_) for id_ in page.ids],
            "next": self._link(after=page.after) if page.after else None,
            "first": self._link() if after else None,
        }

    def _link(self, **changed: str | int | None) -> str:
        """Return the address of this part with some parameters changed; without the page of its list."""
        kinds = {"kinds": self.asked.query.get("kinds"), "sel": None}
        return self.asked.link.page(self.path, **{**query_of_part(self.chosen.part), **kinds, **changed})

    def _open_cell(self, id_: str) -> str:
        return self._link(cell=id_)

    def _name_part(self) -> Localizable:
        """Return the name of what is shown."""
        if name := name_part(self.asked.graph, self.chosen, self.language):
            return Term(name, name)
        landscape = self.registers.landscape
        return name_of(landscape) if landscape else Text("The whole landscape")

    def _name_chosen_cell(self) -> str:
        return name_cell(self.frame, self.chosen.part.cell) if self.chosen.part.cell else ""

    def _name_place(self) -> str:
        place = self.chosen.part.place
        return str(read_places(self.asked.graph).rows[place]["name"]) if place else ""

    def _tell_lead(self) -> Localizable:
        return Text(
            "{parties} in {boxes}, counted. A box stands for all of a kind: open a box, or a place, to come nearer. Up to {most}"
            " parties are drawn one by one.",
            parties=PluralText("{n} party", "{n} parties", n=self.chosen.parties),
            boxes=PluralText("{n} box", "{n} boxes", n=len(self.drawn.view.boxes)),
            most=parts.MOST_PARTIES_DRAWN,
        )

    def _tell_lens(self) -> Localizable | None:
        """Return what a lens needs, or None on the map of flows."""
        if not self.lens:
            return None
        if self.counted_lens:
            return Text(
                "Up to {most} parties are marked one by one. Choose a part: the lens stays on.", most=parts.MOST_PARTIES_DRAWN
            )
        return Text(
            "The lens {lens} looks at each party, and is drawn for at most {most} at a time. Choose a part: the lens stays on.",
            lens=LENSES[self.lens][0],
            most=parts.MOST_PARTIES_DRAWN,
        )

    def _list_chosen(self) -> Iterator[PartLink]:
        """Yield what narrows the part, each with the address without it."""
        part = self.chosen.part
        if name := self._name_chosen_cell():
            yield PartLink(name, None, self._link(cell=None))
        if name := self._name_place():
            yield PartLink(name, None, self._link(place=None))
        for aspect in ASPECT_REGISTERS:
            for id_, name in list_values(self.registers, aspect, self.language):
                if id_ in (getattr(part, aspect) or ()):
                    left = sorted((getattr(part, aspect) or frozenset()) - {id_})
                    yield PartLink(name, None, self._link(**{aspect: ",".join(left) or None}))

    def _list_places(self) -> list[PartLink]:
        """Return the places right within the chosen one, or the widest that part the landscape, with their parties."""
        register, chosen = read_places(self.asked.graph), self.chosen.part.place
        numbers = Counter[str]()
        for count in self.chosen.standing_everywhere:
            for id_ in register.list_upwards(count.place):
                numbers[id_] += count.parties
        tops = [id_ for id_ in numbers if register.rows[id_]["within"] == chosen]
        while not chosen and len(tops) == 1 and (below := [id_ for id_ in numbers if register.rows[id_]["within"] == tops[0]]):
            tops = below
        found = [PartLink(str(register.rows[id_]["name"]), numbers[id_], self._link(place=id_)) for id_ in tops]
        return sorted(found, key=lambda one: swedish_sort_key(NUMBERS.sub(lambda digits: digits[0].zfill(6), one.name)))

    def _offer(self, aspect: Aspect) -> list[PartLink]:
        """Return the values of an aspect as filters with the number of parties that each leaves."""
        part, found = self.chosen.part, []
        for id_, name in list_values(self.registers, aspect, self.language):
            cells = [one for one in self.chosen.counts if _value_of(one.cell, aspect) == id_]
            on = getattr(part, aspect) == frozenset({id_})
            if cells or on:
                found.append(PartLink(name, count_parties(cells), self._link(**{aspect: None if on else id_}), on))
        return found

    def _offer_kinds(self) -> list[tuple[FlowKind, str, str, bool]]:
        state = parse_state(self.asked.query, self.language)
        shown = [kind for kind in FlowKind if state.kinds is None or kind in state.kinds]
        words = {kind: kind.term.in_(self.language) for kind in FlowKind}
        link = replace(self.asked.link, path=self.path)
        return [(kind, word[:1].upper() + word[1:], link.switch_kind(kind, shown), kind in shown) for kind, word in words.items()]

    def _tell_omitted(self) -> Iterator[Localizable]:
        """Yield what the picture leaves out."""
        if self.drawn.undrawn:
            yield PluralText(
                "{n} flow on the thinnest lines is not drawn: the table has it.",
                "{n} flows on the thinnest lines are not drawn: the table has them.",
                n=self.drawn.undrawn,
            )
        if self.drawn.unplaced:
            yield PluralText(
                "{n} party has no column or row on this day: the list has it.",
                "{n} parties have no column or row on this day: the list has them.",
                n=self.drawn.unplaced,
            )
        if uncertain := sum(count.uncertain for count in self.chosen.counts):
            yield PluralText("{n} of the parties is uncertain.", "{n} of the parties are uncertain.", n=uncertain)
        homeless = count_parties(one for one in self.chosen.counts if one.place is None)
        if homeless:
            yield PluralText(
                "{n} party has no place on record: the list has it.", "{n} parties have no place on record: the list has them.",
                n=homeless,
            )  # fmt: skip
        if self.chosen.selection.places is not None:
            yield Text("Only flows within the place are counted here.")

    def _make_box_table(self) -> DataTable:
        columns = [
            DataColumn("name", Text("Parties"), 40),
            DataColumn("where", Text("Column and row"), 40),
            DataColumn("parties", Text("Number"), 10, number=True),
            DataColumn("proposed", Text("Proposed"), 10, number=True),
            DataColumn("within", Text("Flows within"), 10, number=True),
            DataColumn("cell", Text("Cell"), 40),
        ]
        rows = [
            (box.label, name_cell(self.frame, "/".join(box.id.split("/")[:2])), box.count, box.proposed, box.within, box.id)
            for box in self.drawn.view.boxes
        ]
        return DataTable(Text("The boxes of the map"), columns, rows, [self._as_of()])

    def _make_flow_table(self) -> DataTable:
        names = {
            box.id: f"{box.label} ({name_cell(self.frame, '/'.join(box.id.split('/')[:2]))})" for box in self.drawn.view.boxes
        }
        columns = [
            DataColumn("from", Text("From"), 50),
            DataColumn("to", Text("To"), 50),
            DataColumn("kind", Text("Kind of flow"), 20),
            DataColumn("flows", Text("Number"), 10, number=True),
            DataColumn("proposed", Text("Proposed"), 10, number=True),
        ]
        rows = [(names[line.source], names[line.target], line.kind.term, line.flows, line.proposed) for line in self.drawn.flows]
        notes: list[Localizable] = [self._as_of()]
        if len(rows) > MOST_FLOW_ROWS and not self.asked.ending:
            left = sum(line.flows for line in self.drawn.flows[MOST_FLOW_ROWS:])
            notes.append(Text("{n} flows in smaller groups are in the files.", n=left))
            rows = rows[:MOST_FLOW_ROWS]
        return DataTable(Text("Flows between boxes"), columns, rows, notes)

    def _make_party_table(self, page: PartPage) -> DataTable:
        records = GraphRecords(self.asked.graph)
        found = {party.id: party for party in records.get((PARTY, id_) for id_ in page.ids)}
        columns = [
            DataColumn("name", Text("Party"), 40),
            DataColumn("what", Text("Kind and place"), 60),
            DataColumn("place", Text("Place"), 30),
        ]
        rows = [self._tell_party(found[id_]) for id_ in page.ids]  # type: ignore[arg-type]  # a Party is one of its three types
        return DataTable(Text("The parties"), columns, rows, [self._as_of()])

    def _tell_party(self, party: Party) -> tuple[Localizable | str | None, ...]:
        place = describe_reference("Place", party.place, self.registers) if party.place else None
        return name_of(party), describe_kind_and_cell(party, self.registers, self.language), place

    def _as_of(self) -> Text:
        return Text("As of {day}", day=self.asked.on)

    def _list_values(self) -> Mapping[str, Any]:
        """Return the boxes and the flows between them as plain JSON values."""
        return {
            "part": {name: value for name, value in query_of_part(self.chosen.part).items() if value is not None},
            "parties": self.chosen.parties,
            **({"marks": list_marked_cells(self.counted_lens)} if self.counted_lens else {}),
            "boxes": [
                {"cell": box.id, "name": box.label, "parties": box.count, "proposed": box.proposed, "examples": box.examples}
                for box in self.drawn.view.boxes
            ],
            "flows": [
                {"source": one.source, "target": one.target, "kind": str(one.kind), "flows": one.flows, "proposed": one.proposed}
                for one in self.drawn.flows
            ],
        }


ASPECT_HEADINGS: Mapping[Aspect, Text] = {"areas": Text("Areas"), "levels": Text("Levels"), "types": Text("Actor types")}


def _value_of(cell: str, aspect: Aspect) -> str | None:
    parsed = CountedCell.parse(cell)
    return {"areas": parsed.area, "levels": parsed.level, "types": parsed.column}[aspect]
