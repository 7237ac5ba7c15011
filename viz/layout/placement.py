"""Which place each box gets in its cell: near what it is connected to, boxes of neighbouring strips laid like bricks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from viz.layout.grid import Grid, GridCell
from viz.layout.initial_placement import BoxPlace, DesiredPosition, find_desired, place_initially, units_under
from viz.style.geometry import FlowLine

MOST_SWEEPS = 5
STRIP_COST = 9.0
"""What each strip further down in its cell costs a box, so that cells fill from the top."""
MOST_LOSS = 600.0
"""A box that loses so much changes places with nobody."""
LEAST_GAIN = 0.5
"""A smaller gain than this, in px, moves nothing: places stay as they are."""


@dataclass(frozen=True, slots=True)
class PlacementWeights:
    """What counts for how much, in px of distance between two connected boxes.

    `strip` is a strip more between the two, `sideways` a connection within one strip (it has to bend around), `stacked` a box
    right above or below another, `off_centre` a px away from the middle of the cell. `rounds` is how far boxes feel one
    another's pull when they are given their first places.
    """

    strip: float = 100.0
    sideways: float = 30.0
    stacked: float = 6.0
    off_centre: float = 0.2
    rounds: int = 2


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What is kept of a map when it changes elsewhere: `units` is how wide each column and panel is.

    `places` has each box's place within its cell, the strip counted from the cell's first.
    """

    places: Mapping[str, BoxPlace]
    units: Mapping[str, int]


class _Board:
    """The boxes in their places while these are improved."""

    def __init__(
        self, cells: Sequence[GridCell], lines: Sequence[FlowLine], taste: PlacementWeights, places: Mapping[str, BoxPlace]
    ) -> None:
        self.taste = taste
        self.cell = {box.id: cell for cell in cells for box in cell.boxes}
        self.places = dict(places)
        self.centres = {id_: self.cell[id_].centre(id_, place.unit) for id_, place in self.places.items()}
        self.taken: dict[int, dict[BoxPlace, str]] = {id(cell): {} for cell in cells}
        for id_, place in self.places.items():
            self._take(id_, place)
        self.pulls: dict[str, _Pull] = {}
        self.joined: dict[str, list[str]] = {id_: [] for id_ in self.places}
        for line in lines:
            self.joined[line.source].append(line.target)
            self.joined[line.target].append(line.source)

    def _take(self, id_: str, place: BoxPlace) -> None:
        cell = self.cell[id_]
        self.places[id_], self.centres[id_] = place, cell.centre(id_, place.unit)
        self.taken[id(cell)].update(dict.fromkeys(units_under(place, cell.spans[id_]), id_))

    def occupant(self, id_: str, place: BoxPlace) -> str | None:
        """The other box that stands there."""
        other = self.taken[id(self.cell[id_])].get(place)
        return None if other == id_ else other

    def put(self, id_: str, place: BoxPlace) -> None:
        """Move a box to a free place, or let it change places with the box there."""
        old, other = self.places[id_], self.occupant(id_, place)
        for moved in filter(None, (id_, other)):
            for unit in units_under(self.places[moved], self.cell[id_].spans[moved]):
                del self.taken[id(self.cell[id_])][unit]
            for joined in self.joined[moved]:
                self.pulls.pop(joined, None)
        self._take(id_, place)
        if other:
            self._take(other, old)

    def open_places(self, id_: str) -> Iterator[BoxPlace]:
        """Where the box may stand: where it is free, or in the place of another of its size."""
        cell, taken, start = self.cell[id_], self.taken[id(self.cell[id_])], self.places[id_]
        span = cell.spans[id_]
        for strip in range(cell.first_strip, cell.first_strip + cell.strips):
            for unit in range(cell.units - span + 1):
                place = BoxPlace(strip, unit)
                others = {taken[here] for here in units_under(place, span) if here in taken}
                if place != start and (others <= {id_} or self._is_same_size(others - {id_}, place, span)):
                    yield place

    def _is_same_size(self, others: set[str], place: BoxPlace, span: int) -> bool:
        """Whether it is one box that begins at the same unit and spans as much."""
        other = min(others)
        return len(others) == 1 and self.places[other] == place and self.cell[other].spans[other] == span

    def pull(self, id_: str) -> "_Pull":
        """What each strip and each unit of the cell costs the box, kept as long as those it is connected to stay."""
        if id_ not in self.pulls:
            self.pulls[id_] = self._compute_pull(id_)
        return self.pulls[id_]

    def _compute_pull(self, id_: str) -> "_Pull":
        cell = self.cell[id_]
        others = [(self.places[other].strip, self.centres[other]) for other in self.joined[id_]]
        strips = {
            cell.first_strip + row: STRIP_COST * row + self._strip_cost(cell.first_strip + row, others)
            for row in range(cell.strips)
        }
        reach, middle = cell.box_width / 3, cell.left + cell.units * cell.unit / 2
        units = [
            self._unit_cost(cell.centre(id_, unit), others, reach, middle) for unit in range(cell.units - cell.spans[id_] + 1)
        ]
        return _Pull(strips, units)

    def _strip_cost(self, strip: int, others: Sequence[tuple[int, float]]) -> float:
        return sum(self.taste.strip * abs(other - strip) if other != strip else self.taste.sideways for other, _ in others)

    def _unit_cost(self, x: float, others: Sequence[tuple[int, float]], reach: float, middle: float) -> float:
        """Distance from what the box is connected to (little as long as borders overlap) and from the middle of its cell."""
        across = [abs(other - x) for _, other in others]
        return sum(max(0.0, far - reach) for far in across) + 0.1 * sum(across) + self.taste.off_centre * abs(x - middle)

    def near(self, id_: str) -> Iterator[str]:
        """The box, those that it is connected to, and those of its cell: whose best places may be others when it has moved."""
        yield id_
        yield from self.joined[id_]
        yield from (box.id for box in self.cell[id_].boxes)

    def stacked(self, id_: str, place: BoxPlace) -> float:
        """What it costs to stand right above or below another box rather than between two."""
        near = (self.occupant(id_, BoxPlace(place.strip + step, place.unit)) for step in (-1, 1))
        return sum(self.taste.stacked for other in near if other and self.places[other].unit == place.unit)


@dataclass(frozen=True, slots=True)
class _Pull:
    """The cost of a box's places: of their strip, and of their unit."""

    strips: Mapping[int, float]
    units: Sequence[float]

    def at(self, place: BoxPlace) -> float:
        return self.strips[place.strip] + self.units[place.unit]


def find_places(
    grid: Grid, lines: Sequence[FlowLine], taste: PlacementWeights, kept: Arrangement | None = None
) -> Mapping[str, BoxPlace]:
    """Box id → its place. What has a place in `kept` keeps it, but in cells where others have come or gone."""
    stood = kept.places if kept else {}
    staying = {id_: place for cell in grid.cells for id_, place in _keep_places(cell, stood)}
    filled = [cell for cell in grid.cells if not all(box.id in staying for box in cell.boxes)]
    leans = _find_former(filled, stood) if kept else find_desired(grid.cells, lines, taste.rounds)
    filling = {id_: place for cell in filled for id_, place in place_initially(cell, leans)}
    board = _Board(grid.cells, lines, taste, staying | filling)
    waiting = set(filling)
    for _ in range(MOST_SWEEPS):
        moved = [id_ for id_ in filling if id_ in waiting and _improve(board, id_)]
        waiting = {near for id_ in moved for near in board.near(id_)}
    return board.places


def build_arrangement(grid: Grid, places: Mapping[str, BoxPlace]) -> Arrangement:
    """The places as they can be kept when the map changes elsewhere."""
    first = {box.id: cell.first_strip for cell in grid.cells for box in cell.boxes}
    within = {id_: BoxPlace(place.strip - first[id_], place.unit) for id_, place in places.items()}
    return Arrangement(within, {track.id: track.cells[0].units for track in (*grid.columns, *grid.panels) if track.cells})


def _keep_places(cell: GridCell, kept: Mapping[str, BoxPlace]) -> Iterator[tuple[str, BoxPlace]]:
    """The places of all the cell's boxes, when each has one that the cell still has and none needs more room than it had."""
    places = [(box.id, kept[box.id]) for box in cell.boxes if box.id in kept]
    units = [unit for id_, place in places for unit in units_under(place, cell.spans[id_])]
    inside = all(unit.strip < cell.strips and unit.unit < cell.units for unit in units)
    if len(places) == len(cell.boxes) and inside and len(set(units)) == len(units):
        yield from ((id_, BoxPlace(cell.first_strip + place.strip, place.unit)) for id_, place in places)


def _improve(board: _Board, id_: str) -> bool:
    """Whether the box found a better place."""
    start, own = board.places[id_], board.pull(id_)
    here = own.at(start) + board.stacked(id_, start)
    best, most = start, LEAST_GAIN
    for place in board.open_places(id_):
        other = board.occupant(id_, place)
        gain = here - own.at(place) - board.stacked(id_, place)
        if other in board.joined[id_]:
            continue
        if other and gain > -MOST_LOSS:
            pull = board.pull(other)
            gain += pull.at(place) - pull.at(start)
        if gain > most:
            best, most = place, gain
    if best != start:
        board.put(id_, best)
    return best != start


def _find_former(cells: Sequence[GridCell], stood: Mapping[str, BoxPlace]) -> Mapping[str, DesiredPosition]:
    """Where the boxes, or the stack that they came out of, stood before."""
    leans: dict[str, DesiredPosition] = {}
    for cell in cells:
        for box in cell.boxes:
            place = stood.get(box.id) or stood.get(box.stack or "") or BoxPlace(0, 0)
            leans[box.id] = (place.strip, cell.centre(box.id, place.unit))
    return leans
