"""Which place each box gets in its cell: near what it is connected to, boxes of neighbouring strips laid like bricks."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from viz.geometry import Line
from viz.grid import Cell, Grid

SWEEPS = 8
STRIP_STEP = 46.0
"""What a strip more between two connected boxes costs, in px of distance."""
SIDEWAYS = 30.0
"""What a connection within one strip costs: it has to bend around."""
IN_THE_WAY = 26.0
STACKED = 22.0
OFF_CENTRE = 0.12
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
        self.taken = {(id(self.cell[id_]), place): id_ for id_, place in self.places.items()}
        self.joined: dict[str, list[str]] = defaultdict(list)
        for line in lines:
            self.joined[line.source].append(line.target)
            self.joined[line.target].append(line.source)

    def centre(self, id_: str) -> float:
        return self.cell[id_].centre(self.places[id_].unit)

    def occupant(self, cell: Cell, place: Place) -> str | None:
        return self.taken.get((id(cell), place))

    def put(self, id_: str, place: Place) -> None:
        """Move a box to a free place, or let it change places with the box there."""
        cell, old = self.cell[id_], self.places[id_]
        other = self.occupant(cell, place)
        del self.taken[id(cell), old]
        self.places[id_], self.taken[id(cell), place] = place, id_
        if other:
            self.places[other], self.taken[id(cell), old] = old, other

    def cost(self, id_: str) -> float:
        """How far the box is from what it is connected to, and how badly it stands in its cell."""
        cell, place, x = self.cell[id_], self.places[id_], self.centre(id_)
        distance = sum(self._connection(id_, place, x, other) for other in self.joined[id_])
        above, below = (Place(place.strip + step, place.unit) for step in (-1, 1))
        stacked = sum(STACKED for near in (above, below) if self.occupant(cell, near))
        return distance + stacked + OFF_CENTRE * abs(x - cell.centre(0) - (cell.units - 2) * cell.unit / 2)

    def _connection(self, id_: str, place: Place, x: float, other: str) -> float:
        strips = abs(self.places[other].strip - place.strip)
        across = abs(self.centre(other) - x)
        beyond = max(0.0, across - self.cell[id_].box_width / 3)
        return beyond + across * 0.1 + (STRIP_STEP * strips if strips else SIDEWAYS)


def places_of(grid: Grid, lines: Sequence[Line]) -> Mapping[str, Place]:
    """Box id → its place."""
    board = _Board(grid, lines)
    for _ in range(SWEEPS):
        if not [id_ for id_ in board.places if _improved(board, id_)]:
            break
    return board.places


def _improved(board: _Board, id_: str) -> bool:
    """Whether the box found a better place."""
    cell, start = board.cell[id_], board.places[id_]
    best, gain = start, ENOUGH
    for place in _open_places(board, cell, start):
        other = board.occupant(cell, place)
        before = board.cost(id_) + (board.cost(other) if other else 0)
        board.put(id_, place)
        after = board.cost(id_) + (board.cost(other) if other else 0)
        board.put(id_, start)
        if before - after > gain:
            best, gain = place, before - after
    if best != start:
        board.put(id_, best)
    return best != start


def _open_places(board: _Board, cell: Cell, start: Place) -> Iterator[Place]:
    """Where the box may stand: another's place, or one that is free with its neighbours."""
    for strip in range(cell.first_strip, cell.first_strip + cell.strips):
        for unit in range(cell.units - 1):
            place = Place(strip, unit)
            sides = (Place(strip, unit - 1), Place(strip, unit + 1))
            crowded = any(board.occupant(cell, side) and side != start for side in sides)
            if place != start and (board.occupant(cell, place) or not crowded):
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
