"""The places of boxes in their cells: near the boxes that they are connected to, and offset like bricks between strips."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from viz.layout.grid import Grid, GridCell
from viz.layout.initial_placement import BoxPlace, DesiredPosition, find_desired, place_initially, units_under
from viz.style.geometry import FlowLine

MOST_SWEEPS = 5
STRIP_COST = 9.0
"""The cost of each strip further down in a cell, so that cells fill from the top."""
MOST_LOSS = 600.0
"""A box that would lose more swaps its place with no other."""
LEAST_GAIN = 0.5
"""The least gain in px for which a box moves."""


@dataclass(frozen=True, slots=True)
class PlacementWeights:
    """The weights of a placement, in px of distance between two connected boxes.

    `strip` is the cost of a strip between the two, `sideways` of a connection within one strip (which has to bend around),
    `stacked` of a box right above or below another, `off_centre` of a px away from the middle of the cell. `rounds` is the number
    of connections over which boxes attract one another in their first places.
    """

    strip: float = 100.0
    sideways: float = 30.0
    stacked: float = 6.0
    off_centre: float = 0.2
    rounds: int = 2


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The places of boxes that stay when a stack is opened, and the units of each column and panel.

    The strip of a place is counted from the first of its cell.
    """

    places: Mapping[str, BoxPlace]
    units: Mapping[str, int]


class _Board:
    """The boxes and their places during improvement."""

    def __init__(
        self, cells: Sequence[GridCell], lines: Sequence[FlowLine], weights: PlacementWeights, places: Mapping[str, BoxPlace]
    ) -> None:
        self.weights = weights
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
        """Return the other box at a place, if there is one."""
        other = self.taken[id(self.cell[id_])].get(place)
        return None if other == id_ else other

    def move(self, id_: str, place: BoxPlace) -> None:
        """Move a box to a free place, or swap it with the box there."""
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
        """Yield the places that a box can move to: free ones, and those of another box of its span."""
        cell, taken, start = self.cell[id_], self.taken[id(self.cell[id_])], self.places[id_]
        span = cell.spans[id_]
        for strip in range(cell.first_strip, cell.first_strip + cell.strips):
            for unit in range(cell.units - span + 1):
                place = BoxPlace(strip, unit)
                others = {taken[here] for here in units_under(place, span) if here in taken} - {id_}
                # A single box of the same place and span can be swapped with.
                fits = all(self.places[other] == place and cell.spans[other] == span for other in others)
                if place != start and len(others) <= 1 and fits:
                    yield place

    def pull(self, id_: str) -> "_Pull":
        """Return the costs of a box's places, cached until a box that it is connected to moves."""
        if id_ in self.pulls:
            return self.pulls[id_]
        cell = self.cell[id_]
        others = [(self.places[other].strip, self.centres[other]) for other in self.joined[id_]]
        strips = {
            strip: STRIP_COST * (strip - cell.first_strip)
            + sum(self.weights.strip * abs(other - strip) if other != strip else self.weights.sideways for other, _ in others)
            for strip in range(cell.first_strip, cell.first_strip + cell.strips)
        }
        reach, middle = cell.box_width / 3, cell.left + cell.units * cell.unit / 2
        units = []
        for unit in range(cell.units - cell.spans[id_] + 1):
            x = cell.centre(id_, unit)
            across = [abs(other - x) for _, other in others]
            # Distance to a connected box costs little as long as the borders overlap.
            distance = sum(max(0.0, far - reach) for far in across) + 0.1 * sum(across)
            units.append(distance + self.weights.off_centre * abs(x - middle))
        self.pulls[id_] = _Pull(strips, units)
        return self.pulls[id_]

    def near(self, id_: str) -> Iterator[str]:
        """Yield the boxes whose best place may change when a box moves: itself, its connected boxes, and those of its cell."""
        yield id_
        yield from self.joined[id_]
        yield from (box.id for box in self.cell[id_].boxes)

    def stacking_cost(self, id_: str, place: BoxPlace) -> float:
        """Return the cost of standing right above or below another box instead of between two."""
        near = (self.occupant(id_, BoxPlace(place.strip + step, place.unit)) for step in (-1, 1))
        return sum(self.weights.stacked for other in near if other and self.places[other].unit == place.unit)


@dataclass(frozen=True, slots=True)
class _Pull:
    """The costs of a box's places: of each strip, and of each unit."""

    strips: Mapping[int, float]
    units: Sequence[float]

    def at(self, place: BoxPlace) -> float:
        return self.strips[place.strip] + self.units[place.unit]


def find_places(
    grid: Grid, lines: Sequence[FlowLine], weights: PlacementWeights, arrangement: Arrangement | None = None
) -> Mapping[str, BoxPlace]:
    """Return the place of each box, by id.

    Boxes keep their places in `arrangement`, except in cells that boxes have entered or left.
    """
    former = arrangement.places if arrangement else {}
    staying = {id_: place for cell in grid.cells for id_, place in _keep_places(cell, former)}
    filled = [cell for cell in grid.cells if not all(box.id in staying for box in cell.boxes)]
    desired = _find_former(filled, former) if arrangement else find_desired(grid.cells, lines, weights.rounds)
    filling = {id_: place for cell in filled for id_, place in place_initially(cell, desired)}
    board = _Board(grid.cells, lines, weights, staying | filling)
    waiting = set(filling)
    for _ in range(MOST_SWEEPS):
        moved = [id_ for id_ in filling if id_ in waiting and _improve(board, id_)]
        waiting = {near for id_ in moved for near in board.near(id_)}
    return board.places


def build_arrangement(grid: Grid, places: Mapping[str, BoxPlace]) -> Arrangement:
    """Return the places in a form that can be kept when a stack is opened."""
    first = {box.id: cell.first_strip for cell in grid.cells for box in cell.boxes}
    within = {id_: BoxPlace(place.strip - first[id_], place.unit) for id_, place in places.items()}
    return Arrangement(within, {track.id: track.cells[0].units for track in (*grid.columns, *grid.panels) if track.cells})


def _keep_places(cell: GridCell, former: Mapping[str, BoxPlace]) -> Iterator[tuple[str, BoxPlace]]:
    """Yield the places of the cell's boxes if each has a former one in the cell and they do not overlap; else nothing."""
    places = [(box.id, former[box.id]) for box in cell.boxes if box.id in former]
    units = [unit for id_, place in places for unit in units_under(place, cell.spans[id_])]
    inside = all(unit.strip < cell.strips and unit.unit < cell.units for unit in units)
    if len(places) == len(cell.boxes) and inside and len(set(units)) == len(units):
        yield from ((id_, BoxPlace(cell.first_strip + place.strip, place.unit)) for id_, place in places)


def _improve(board: _Board, id_: str) -> bool:
    """Move a box to its best place. Return whether it moved."""
    start, own = board.places[id_], board.pull(id_)
    here = own.at(start) + board.stacking_cost(id_, start)
    best, most = start, LEAST_GAIN
    for place in board.open_places(id_):
        other = board.occupant(id_, place)
        gain = here - own.at(place) - board.stacking_cost(id_, place)
        if other in board.joined[id_]:
            continue
        if other and gain > -MOST_LOSS:
            pull = board.pull(other)
            gain += pull.at(place) - pull.at(start)
        if gain > most:
            best, most = place, gain
    if best != start:
        board.move(id_, best)
    return best != start


def _find_former(cells: Sequence[GridCell], former: Mapping[str, BoxPlace]) -> Mapping[str, DesiredPosition]:
    """Return the former positions of boxes, or of the stack that they belong to."""
    desired: dict[str, DesiredPosition] = {}
    for cell in cells:
        for box in cell.boxes:
            place = former.get(box.id) or former.get(box.stack or "") or BoxPlace(0, 0)
            desired[box.id] = (place.strip, cell.centre(box.id, place.unit))
    return desired
