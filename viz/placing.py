"""Which place each box gets in its cell: near what it is connected to, boxes of neighbouring strips laid like bricks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from viz.geometry import Line
from viz.grid import Cell, Grid

SWEEPS = 5
STRIP_STEP = 46.0
"""What a strip more between two connected boxes costs, in px of distance."""
SIDEWAYS = 64.0
"""What a connection within one strip costs: it has to bend around."""
STACKED = 22.0
OFF_CENTRE = 0.12
LOW = 9.0
"""What each strip further down in its cell costs a box, so that cells fill from the top."""
HOPELESS = 600.0
"""A box that loses so much changes places with nobody."""
ENOUGH = 0.5
"""A smaller gain than this, in px, moves nothing: places stay as they are."""


@dataclass(frozen=True, slots=True)
class Place:
    """A strip of the map and the unit of the cell where a box begins."""

    strip: int
    unit: int


class _Board:
    """The boxes in their places while these are improved."""

    def __init__(self, grid: Grid, lines: Sequence[Line]) -> None:
        self.cell = {box.id: cell for cell in grid.cells for box in cell.boxes}
        self.places = {id_: place for cell in grid.cells for id_, place in _first_places(cell)}
        self.centres = {id_: self.cell[id_].centre(place.unit) for id_, place in self.places.items()}
        self.taken: dict[int, dict[Place, str]] = {id(cell): {} for cell in grid.cells}
        for id_, place in self.places.items():
            self.taken[id(self.cell[id_])][place] = id_
        self.pulls: dict[str, _Pull] = {}
        self.joined: dict[str, list[str]] = {id_: [] for id_ in self.places}
        for line in lines:
            self.joined[line.source].append(line.target)
            self.joined[line.target].append(line.source)

    def put(self, id_: str, place: Place) -> None:
        """Move a box to a free place, or let it change places with the box there."""
        cell, old = self.cell[id_], self.places[id_]
        taken = self.taken[id(cell)]
        other = taken.get(place)
        del taken[old]
        for moved, to in ((id_, place), (other, old)):
            if moved:
                self.places[moved], taken[to] = to, moved
                self.centres[moved] = cell.centre(to.unit)
                for joined in self.joined[moved]:
                    self.pulls.pop(joined, None)

    def pull(self, id_: str) -> "_Pull":
        """What each strip and each unit of the cell costs the box, kept as long as those it is connected to stay."""
        if id_ not in self.pulls:
            self.pulls[id_] = self._pull(id_)
        return self.pulls[id_]

    def _pull(self, id_: str) -> "_Pull":
        cell = self.cell[id_]
        others = [(self.places[other].strip, self.centres[other]) for other in self.joined[id_]]
        strips = {cell.first_strip + row: LOW * row + _strip_cost(cell.first_strip + row, others) for row in range(cell.strips)}
        reach, middle = cell.box_width / 3, cell.left + cell.units * cell.unit / 2
        units = [_unit_cost(cell.centre(unit), others, reach, middle) for unit in range(cell.units - 1)]
        return _Pull(strips, units)

    def near(self, id_: str) -> Iterator[str]:
        """The box, those that it is connected to, and those of its cell: whose best places may be others when it has moved."""
        yield id_
        yield from self.joined[id_]
        yield from (box.id for box in self.cell[id_].boxes)

    def stacked(self, cell: Cell, place: Place, moving: str) -> float:
        """What it costs to stand right above or below another box rather than between two."""
        taken = self.taken[id(cell)]
        near = (taken.get(Place(place.strip + step, place.unit)) for step in (-1, 1))
        return sum(STACKED for other in near if other and other != moving)


@dataclass(frozen=True, slots=True)
class _Pull:
    """The cost of a box's places: of their strip, and of their unit."""

    strips: Mapping[int, float]
    units: Sequence[float]

    def at(self, place: Place) -> float:
        return self.strips[place.strip] + self.units[place.unit]


def _strip_cost(strip: int, others: Sequence[tuple[int, float]]) -> float:
    return sum(STRIP_STEP * abs(other - strip) if other != strip else SIDEWAYS for other, _ in others)


def _unit_cost(x: float, others: Sequence[tuple[int, float]], reach: float, middle: float) -> float:
    """Distance from what the box is connected to (little as long as borders overlap) and from the middle of its cell."""
    across = [abs(other - x) for _, other in others]
    return sum(max(0.0, far - reach) for far in across) + 0.1 * sum(across) + OFF_CENTRE * abs(x - middle)


def places_of(grid: Grid, lines: Sequence[Line]) -> Mapping[str, Place]:
    """Box id → its place."""
    board = _Board(grid, lines)
    waiting = set(board.places)
    for _ in range(SWEEPS):
        moved = [id_ for id_ in board.places if id_ in waiting and _improved(board, id_)]
        waiting = {near for id_ in moved for near in board.near(id_)}
    return board.places


def _improved(board: _Board, id_: str) -> bool:
    """Whether the box found a better place."""
    cell, start, own = board.cell[id_], board.places[id_], board.pull(id_)
    taken = board.taken[id(cell)]
    here = own.at(start) + board.stacked(cell, start, id_)
    best, most = start, ENOUGH
    for place in _open_places(taken, cell, start):
        other = taken.get(place)
        gain = here - own.at(place) - board.stacked(cell, place, id_)
        if other in board.joined[id_]:
            continue
        if other and gain > -HOPELESS:
            pull = board.pull(other)
            gain += pull.at(place) - pull.at(start)
        if gain > most:
            best, most = place, gain
    if best != start:
        board.put(id_, best)
    return best != start


def _open_places(taken: Mapping[Place, str], cell: Cell, start: Place) -> Iterator[Place]:
    """Where the box may stand: another's place, or one that is free with its neighbours."""
    for strip in range(cell.first_strip, cell.first_strip + cell.strips):
        for unit in range(cell.units - 1):
            place = Place(strip, unit)
            sides = (Place(strip, unit - 1), Place(strip, unit + 1))
            crowded = any(side in taken and side != start for side in sides)
            if place != start and (place in taken or not crowded):
                yield place


def _first_places(cell: Cell) -> Iterator[tuple[str, Place]]:
    """The boxes in their order, row by row of bricks, as many in each strip."""
    counts = _even(len(cell.boxes), cell)
    boxes = iter(cell.boxes)
    for row, count in enumerate(counts):
        spare = cell.units - 2 * count
        shift = spare // 2 if spare > 1 else (row % 2) * spare
        for number in range(count):
            yield next(boxes).id, Place(cell.first_strip + row, shift + 2 * number)


def _even(boxes: int, cell: Cell) -> list[int]:
    """How many boxes each strip of the cell gets."""
    shares = [boxes // cell.strips + (row < boxes % cell.strips) for row in range(cell.strips)]
    if cell.units % 2 == 0 and cell.strips > 1:
        return _alternating(boxes, cell)
    return shares


def _alternating(boxes: int, cell: Cell) -> list[int]:
    """Full strips and strips with one box less in turn, while the boxes last."""
    full = cell.units // 2
    shares = []
    for row in range(cell.strips):
        left = cell.strips - row - 1
        brick = max(full - row % 2, 1)
        shares.append(min(full, max(min(boxes, brick), boxes - left * full)))
        boxes -= shares[-1]
    return shares
