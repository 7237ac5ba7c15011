"""What of a large landscape an address chooses to show, by the counts of its parties: nothing here reads the landscape itself."""

from collections.abc import Mapping
from dataclasses import dataclass

from model.errors import LimitExceeded, NotFound
from model.language import Language, Text
from model.map_counts import PartyCount, count_parties
from model.vocabulary.contents import Contents
from model.vocabulary.record import Standing
from queries.landscape.map_counts import CellSelection, list_part, read_map_registers, read_part, read_party_counts
from queries.landscape.places import find_place, read_places
from queries.server.graph import Graph
from viz.view.counted import name_cell
from viz.view.view import MapFrame
from viz.web import parts
from viz.web.parts import ASPECT_REGISTERS, MapPart
from viz.web.state import MapState, select_known


@dataclass(frozen=True, slots=True)
class ChosenPart:
    """The part of a large landscape that an address chooses, on a day: its counts, and the number of all parties.

    `standing_everywhere` are the counts of its cells whatever their place, by which places are offered.
    """

    on: str
    part: MapPart
    all: int
    counts: tuple[PartyCount, ...]
    standing_everywhere: tuple[PartyCount, ...]
    selection: CellSelection

    @property
    def parties(self) -> int:
        """Return how many parties the part has."""
        return count_parties(self.counts)

    @property
    def is_large(self) -> bool:
        """Return whether it has too many parties to be drawn one by one."""
        return self.parties > parts.MOST_PARTIES_DRAWN


class TooManyParties(LimitExceeded):
    """A part was to be drawn that has more parties than a map draws one by one; `chosen` has their counts."""

    def __init__(self, chosen: ChosenPart) -> None:
        text = Text("the map draws at most {most} parties one by one, not {n}", most=parts.MOST_PARTIES_DRAWN, n=chosen.parties)
        super().__init__(text, Text("Choose a part of the landscape on the map."))
        self.chosen = chosen


def is_large(graph: Graph, on: str) -> bool:
    """Return whether the whole landscape of a day has too many parties to be drawn one by one."""
    return count_parties(read_party_counts(graph, on)) > parts.MOST_PARTIES_DRAWN


def choose_part(graph: Graph, on: str, state: MapState) -> ChosenPart | None:
    """Return the part that a state selects, or None if the whole landscape is small enough to be drawn. Raises NotFound."""
    if not is_large(graph, on):
        return None
    counts = read_party_counts(graph, on)
    registers = Contents(read_map_registers(graph))
    chosen = {name: select_known(getattr(state, name), registers.of(ASPECT_REGISTERS[name])) for name in ASPECT_REGISTERS}
    place = find_place(graph, state.place) if state.place else None
    places = {*read_places(graph).find_within(place)} if place else None
    part = MapPart(**chosen, cell=state.cell or "", place=place, existing=state.existing)
    if not any(MapPart(cell=part.cell).holds(one.cell) for one in counts):
        raise NotFound(Text("the map of {day} has no cell '{cell}'", day=on, cell=part.cell))
    standing = [one for one in counts if not (part.existing and one.standing == Standing.PROPOSED)]
    wherever = tuple(one for one in standing if part.holds(one.cell))
    cells = tuple(sorted({one.cell for one in wherever}))
    return ChosenPart(
        on=on,
        part=part,
        all=count_parties(counts),
        counts=tuple(one for one in wherever if places is None or one.place in places),
        standing_everywhere=wherever,
        selection=CellSelection(cells, part.cell, None if places is None else tuple(sorted(places)), part.existing),
    )


def read_chosen(graph: Graph, chosen: ChosenPart) -> Contents:
    """Return the records of a part. Raises TooManyParties."""
    if chosen.is_large:
        raise TooManyParties(chosen)
    page = list_part(graph, chosen.on, chosen.selection, parts.MOST_PARTIES_DRAWN)
    return read_part(graph, chosen.on, frozenset(page.ids))


def name_part(graph: Graph, chosen: ChosenPart, language: Language) -> str:
    """Return what a part is called by its cell and place: "Schools, Educators, Local: Flen". Empty for neither."""
    frame = MapFrame(Contents(read_map_registers(graph)), chosen.on, language)
    cell = name_cell(frame, chosen.part.cell) if chosen.part.cell else ""
    place = str(read_places(graph).rows[chosen.part.place]["name"]) if chosen.part.place else ""
    return ": ".join(filter(None, (cell, place)))


def query_of_part(part: MapPart) -> Mapping[str, str | None]:
    """Return the parameters of the addresses that choose a part."""
    lists = [(name, getattr(part, name)) for name in ASPECT_REGISTERS]
    joined: dict[str, str | None] = {name: None if values is None else ",".join(sorted(values)) for name, values in lists}
    return {**joined, "cell": part.cell or None, "place": part.place, "standing": "existing" if part.existing else None}
