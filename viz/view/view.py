"""The view of a landscape on a day: the boxes and lines of its map, without places.

A landscape of any size gives a readable map: neighbours of one kind share a stack, a crowded cell ends with a stack of the rest,
and flows between the same boxes share a line.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Literal, TypeVar

from model.language import Language, PluralText, Text
from model.text.names import distinct_name_of, name_of, plural_of
from model.vocabulary.actors import Actor, Function
from model.vocabulary.contents import Contents, Party
from model.vocabulary.decisions import Decision, Step
from model.vocabulary.flows import Flow
from model.vocabulary.forums import Forum, ForumKind
from model.vocabulary.record import Certainty, Record, is_proposed
from model.vocabulary.registers import ActorKind, ActorType, Area, Level, Source
from viz.style.geometry import AreaHeading, Box, FlowLine, Heading, MapView, PartyShape
from viz.view.bundling import MOST_LINES, Bundles, bundle_flows, drop_thin_lines
from viz.view.stacking import MOST_IN_CELL, BoxGroup, MapCell, MapMember, group_members

_R = TypeVar("_R", bound=Record)
Surroundings = Literal["page", "document", "nothing"]
"""What a map stands in: a page with panel and table, the document with its registers, or a picture by itself."""
LONG_NAME = 24
"""Characters; a longer name loses its trailing parenthesis in its box."""
TRAILING_PARENTHESIS = re.compile(r"(?<=\S) \([^()]*\)$")
_Register = TypeVar("_Register", ActorType, Area, Level)


def build_view(
    contents: Contents, on: str, language: Language, open_stack: str | None = None, beside: Surroundings = "page"
) -> MapView:
    """Return the view of `contents` on `on` (ISO date). `open_stack` is the id of the stack whose members get boxes.

    The notes point to what stands `beside` the map.
    """
    return _ViewBuilder(contents, on, language).build(open_stack, beside)


def tell_unknown_beginnings(view: MapView, landscape: Contents, on: str, language: Language) -> MapView:
    """Return `view` with a sentence on how many of its parties have no first day, if `landscape` tells of anything after `on`.

    A party without a first day is there on every day. Where the map is of the past, that misleads.
    """
    shown = (landscape.party(id_) for box in view.boxes for id_ in box.members)
    undated = sum(party is not None and not party.valid_from for party in shown)
    if not undated or not _is_past(landscape, on):
        return view
    sentence = PluralText(
        "Of {n} of these the first day is unknown; it is shown as if it had always been there.",
        "Of {n} of these the first day is unknown; they are shown as if they had always been there.",
        n=undated,
    )
    return replace(view, subtitle=f"{view.subtitle} {sentence.in_(language)}")


def _is_past(landscape: Contents, on: str) -> bool:
    """Return whether a party or flow begins, a decision or step is taken, or a source is of a year, after the day."""
    begun = (record.first_day for type_ in (Actor, Forum, Function, Flow) for record in landscape.of(type_).values())
    taken = (decision.taken_on or "" for decision in landscape.of(Decision).values())
    steps = (step.on or "" for step in landscape.of(Step).values())
    years = (f"{source.year or '':04}" for source in landscape.of(Source).values())
    return any(day > on for days in (begun, taken, steps, years) for day in days)


class MapFrame:
    """The columns, rows and panels of a landscape's map on a day, from its registers, in one language."""

    def __init__(self, contents: Contents, on: str, language: Language) -> None:
        self.contents, self.on, self.language = contents, on, language
        self.columns = _sort_by_order(self._select_present(contents.of(ActorType).values()))
        self.areas = _sort_by_order(self._select_present(contents.of(Area).values()))
        self.levels = _sort_by_order(self._select_present(contents.of(Level).values()))
        self.forum_levels = [level for level in self.levels if level.forums]
        self._orders = {level.id: level.order for level in self.levels}
        self._known = {record.id for record in self.columns}, {record.id for record in self.areas}

    def find_cell(self, column: str | None, area: str | None, level: str) -> MapCell | None:
        """Return the cell of a party, or None if its level or its column does not hold on the day. Only a forum has an area."""
        columns, areas = self._known
        if level not in self._orders:
            return None
        if area in areas and self.forum_levels:
            return MapCell(area, None, find_forum_row(self.forum_levels, self._orders[level]))
        return MapCell(None, column, level) if column in columns else None

    def enclose(self, boxes: Sequence[Box], lines: Sequence[FlowLine], subtitle: str) -> MapView:
        """Return the view of these boxes and lines, with the rows that have a box."""
        rows = [level for level in self.levels if any(box.row == level.id and not box.area for box in boxes)]
        banded = any(box.area for box in boxes)
        landscape = self.contents.landscape
        forum_rows = (Heading(level.id, name_forum_row(level, self.language)) for level in self.forum_levels)
        return MapView(
            title=self.name_of(landscape) if landscape else Text("The landscape").in_(self.language),
            subtitle=subtitle,
            columns=tuple(Heading(column.id, self.name_of(column)) for column in self.columns),
            rows=tuple(Heading(level.id, self.name_of(level)) for level in rows),
            forum_rows=tuple(forum_rows) if banded else (),
            areas=tuple(AreaHeading(area.id, self.name_of(area), area.colour) for area in self.areas) if banded else (),
            boxes=tuple(boxes),
            lines=tuple(lines),
            band_after=sum(level.order <= self.forum_levels[0].order for level in rows) if banded else 0,
        )

    def tell_numbers(self, shapes: Mapping[PartyShape, int]) -> str:
        """Return the sentence under the title: how many there are of each shape, and what columns and rows show."""
        text = Text(
            "{actors}, {forums} and {functions} on {day}. Columns show the actor's type, rows its level.",
            actors=PluralText("{n} actor", "{n} actors", n=shapes.get("actor", 0)),
            forums=PluralText("{n} forum", "{n} forums", n=shapes.get("forum", 0)),
            functions=PluralText("{n} function", "{n} functions", n=shapes.get("function", 0)),
            day=self.on,
        )
        return text.in_(self.language)

    def name_members(self, shape: PartyShape, kind: str | None, more: bool = False) -> str:
        """Return the plural word for parties of a kind or, without one, of a shape; "more …" beside others of it."""
        record = self.contents.find("ForumKind" if shape == "forum" else "ActorKind", kind or "")
        if isinstance(record, (ActorKind, ForumKind)):
            return plural_of(record).in_(self.language)
        return (MORE_WORDS if more else SHAPE_WORDS)[shape].in_(self.language)

    def _select_present(self, records: Iterable[_R]) -> list[_R]:
        return [record for record in records if record.holds_on(self.on)]

    def name_of(self, record: Record) -> str:
        """Return the name of a record in the language of the map."""
        return name_of(record).in_(self.language)


class _ViewBuilder(MapFrame):
    """Builds the views of a landscape on one day, in one language."""

    def __init__(self, contents: Contents, on: str, language: Language) -> None:
        super().__init__(contents, on, language)
        self.parties = {party.id: party for party in contents.parties() if party.holds_on(on)}
        flows = self._select_present(contents.of(Flow).values())
        self.flows = [flow for flow in flows if flow.source in self.parties and flow.target in self.parties]

    def build(self, open_stack: str | None, beside: Surroundings) -> MapView:
        """Return the view with one stack open, or none."""
        members = list(self._build_members())
        groups, bundles = self._group_members(members, open_stack, self._find_limit(members))
        bundles = drop_thin_lines(bundles, frozenset(group.id for group in groups if group.stack))
        boxes = tuple(self._build_box(group, bundles.within.get(group.id, 0)) for group in groups)
        shapes = Counter(shape_of(party) for party in self.parties.values())
        return replace(
            self.enclose(boxes, bundles.lines, self.tell_numbers(shapes)),
            notes=self._write_notes(bundles, beside),
            plain_notes=self._write_notes(bundles, "nothing"),
            open_stack=next((box.stack for box in boxes if box.stack), None),
        )

    def _group_members(self, members: Sequence[MapMember], open_stack: str | None, most: int) -> tuple[list[BoxGroup], Bundles]:
        groups = group_members(members, open_stack, most)
        return groups, bundle_flows(self.flows, {member: group.id for group in groups for member in group.members})

    def _find_limit(self, members: Sequence[MapMember]) -> int:
        """Return how many boxes a cell may have for the map to have at most MOST_LINES lines; larger stacks share lines."""
        for most in range(MOST_IN_CELL, 1, -1):
            if len(self._group_members(members, None, most)[1].lines) <= MOST_LINES:
                return most
        return 1

    def _write_notes(self, bundles: Bundles, beside: Surroundings) -> tuple[str, ...]:
        """Return the notes on shared and undrawn lines, and on uncertain records."""
        notes = []
        if bundles.mixed_lines:
            notes.append(Text("{n} lines stand for flows of several kinds, so that the map can be read.", n=bundles.mixed_lines))
        if bundles.undrawn:
            notes.append(Text(UNDRAWN_NOTES[beside].message, n=bundles.undrawn))
        parties, flows = (
            sum(record.certainty == Certainty.UNCERTAIN for record in records) for records in (self.parties.values(), self.flows)
        )
        if parties or flows:
            counts = {
                "parties": PluralText("{n} party", "{n} parties", n=parties),
                "flows": PluralText("{n} flow", "{n} flows", n=flows),
            }
            notes.append(Text(UNCERTAIN_NOTES[beside].message, **counts))
        return tuple(note.in_(self.language) for note in notes)

    def _build_members(self) -> Iterable[MapMember]:
        weights = Counter(end for flow in self.flows for end in (flow.source, flow.target))
        for party in self.parties.values():
            spot = self.find_cell(party.type, party.area if isinstance(party, Forum) else None, party.level)
            if spot:
                kind = None if isinstance(party, Function) else party.kind
                yield MapMember(party.id, spot, shape_of(party), kind, weights[party.id])

    def _build_box(self, group: BoxGroup, within: int) -> Box:
        parties = [self.parties[id_] for id_ in group.members]
        if group.is_stack:
            paged = bool(group.id.partition("~")[2])
            label = self.name_members(group.shape, None if paged else group.kind, more=not group.whole)
            name = Text("{what} ({n})", what=label, n=len(group.members)).in_(self.language)
        else:
            name = distinct_name_of(parties[0], self.contents).in_(self.language)
            label = label_of(self.contents, parties[0].id, self.language)
        return Box(
            id=group.id,
            name=name,
            label=label,
            shape="stack" if group.is_stack else group.shape,
            stacked_shape=group.shape,
            column=group.spot.column,
            area=group.spot.area,
            row=group.spot.row,
            members=group.members,
            proposed=sum(is_proposed(party) for party in parties),
            examples=sum(party.example for party in parties),
            within=within,
            stack=group.stack,
        )


SHAPE_WORDS: Mapping[PartyShape, Text] = {"actor": Text("actors"), "forum": Text("forums"), "function": Text("functions")}
MORE_WORDS: Mapping[PartyShape, Text] = {
    "actor": Text("more actors"),
    "forum": Text("more forums"),
    "function": Text("more functions"),
}
UNDRAWN_NOTES: Mapping[Surroundings, Text] = {
    "page": Text("{n} flows on the thinnest lines are not drawn: the table has them all."),
    "document": Text("{n} flows on the thinnest lines are not drawn: the register has them all."),
    "nothing": Text("{n} flows on the thinnest lines are not drawn."),
}
UNCERTAIN_NOTES: Mapping[Surroundings, Text] = {
    "page": Text("Uncertain: {parties} and {flows}; the panel and the table say why."),
    "document": Text("Uncertain: {parties} and {flows}; the registers say why."),
    "nothing": Text("Uncertain: {parties} and {flows}."),
}


def label_of(contents: Contents, id_: str, language: Language) -> str:
    """Return the label of a party's box, with the words that distinguish it from namesakes.

    It is the short name, or else the name; a long name is cut before its trailing parenthesis.
    """
    party = contents.party(id_)
    if party is None:
        return id_
    name, apart = name_of(party).in_(language), contents.distinctions().get(id_)
    plain = TRAILING_PARENTHESIS.sub("", name) if len(name) > LONG_NAME else name
    short = party.short_name if language == "sv" or name == party.name else party.short_name_en
    return f"{short or plain} ({apart.in_(language)})" if apart else short or plain


def find_forum_row(forum_levels: Sequence[Level], order: int) -> str:
    """Return the forum row of a forum with an area: the nearest to its level, at or above it, or else the first.

    `forum_levels` are the levels with a forum row, widest first, `order` is that of the forum's level.
    """
    above = [level.id for level in forum_levels if level.order <= order]
    return above[-1] if above else forum_levels[0].id


def name_forum_row(level: Level, language: Language) -> str:
    """Return the heading of a forum row."""
    return Text("Forums, {level}", level=name_of(level).in_(language).lower()).in_(language)


def shape_of(party: Party) -> PartyShape:
    """Return the shape of a party's box."""
    return "actor" if isinstance(party, Actor) else "forum" if isinstance(party, Forum) else "function"


def _sort_by_order(records: Sequence[_Register]) -> list[_Register]:
    return sorted(records, key=lambda record: (record.order, record.id))
