"""The first places of boxes, before improvement: row by row in each cell, towards the boxes that they are connected to."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from viz.layout.grid import GridCell
from viz.layout.spans import PLAIN_SPAN, pack_spans
from viz.style.geometry import FlowLine

DesiredPosition = tuple[float, float]
"""The position that suits a box best: how far down (in any unit shared by the cell's boxes), and x."""


class BoxPlace(NamedTuple):
    """The place of a box: a strip of the map, and the unit of its cell at which it begins."""

    strip: int
    unit: int


def units_under(place: BoxPlace, span: int) -> list[BoxPlace]:
    """Return the units that a box of a span covers from `place` on."""
    return [place, *(BoxPlace(place.strip, place.unit + along) for along in range(1, span))]


def find_desired(cells: Sequence[GridCell], lines: Sequence[FlowLine], rounds: int) -> dict[str, DesiredPosition]:
    """Return the desired position of each box: the middle of its cell, moved in each round to the mean of its neighbours'."""
    joined: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        joined[line.source].append(line.target)
        joined[line.target].append(line.source)
    middles: dict[str, DesiredPosition] = {}
    for cell in cells:
        middle = cell.first_strip + (cell.strips - 1) / 2, cell.left + cell.units * cell.unit / 2
        middles.update(dict.fromkeys((box.id for box in cell.boxes), middle))
    desired = dict(middles)
    for _ in range(rounds):
        desired = {id_: _mean_of([desired[other] for other in joined[id_]] or [middle]) for id_, middle in middles.items()}
    return desired


def place_initially(cell: GridCell, desired: Mapping[str, DesiredPosition]) -> Iterator[tuple[str, BoxPlace]]:
    """Yield the place of each box of a cell: in a row by its desired height, and there near its desired x."""
    for row, ids in enumerate(_split_rows(cell, desired)):
        here = sorted(ids, key=lambda id_: desired[id_][1])
        spans = [cell.spans[id_] for id_ in here]
        first = 0
        for place, id_ in enumerate(here):
            wanted = round((desired[id_][1] - cell.left) / cell.unit - spans[place] / 2)
            unit = min(max(wanted, first), cell.units - sum(spans[place:]))
            first = unit + spans[place]
            yield id_, BoxPlace(cell.first_strip + row, unit)


def _split_rows(cell: GridCell, desired: Mapping[str, DesiredPosition]) -> list[list[str]]:
    """Return the ids of the boxes in each strip of the cell, from the top."""
    ids = sorted((box.id for box in cell.boxes), key=lambda id_: desired[id_][0])
    if set(cell.spans.values()) <= {PLAIN_SPAN}:
        ends = list(accumulate(_distribute(len(ids), cell)))
        return [ids[start:end] for start, end in pairwise([0, *ends])]
    spans = [cell.spans[id_] for id_ in ids]
    # The cell may be wider than its boxes need: the widest packing that works is taken.
    rows = next(filter(None, (pack_spans(spans, cell.strips, units) for units in range(cell.units, 0, -1))))
    return sorted(
        ([ids[place] for place in row] for row in rows), key=lambda row: _mean_of([desired[id_] for id_ in row] or [(0, 0)])
    )


def _mean_of(positions: Sequence[DesiredPosition]) -> DesiredPosition:
    return sum(down for down, _ in positions) / len(positions), sum(x for _, x in positions) / len(positions)


def _distribute(boxes: int, cell: GridCell) -> list[int]:
    """Return how many boxes each strip of the cell gets: equal shares, or full strips and strips with one box less in turn."""
    if cell.units % 2 or cell.strips == 1:
        return [boxes // cell.strips + (row < boxes % cell.strips) for row in range(cell.strips)]
    full = cell.units // 2
    shares = []
    for row in range(cell.strips):
        left = cell.strips - row - 1
        brick = max(full - row % 2, 1)
        shares.append(min(full, max(min(boxes, brick), boxes - left * full)))
        boxes -= shares[-1]
    return shares
