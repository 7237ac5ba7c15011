"""Where boxes begin, before their places are improved: in each cell row by row, leaning towards what they are connected to."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from viz.layout.grid import GridCell
from viz.layout.spans import PLAIN_SPAN, pack_spans
from viz.style.geometry import FlowLine

DesiredPosition = tuple[float, float]
"""Where a box would like to be: how far down (in any measure that the cell's boxes share), and x."""


class BoxPlace(NamedTuple):
    """A strip of the map and the unit of the cell where a box begins."""

    strip: int
    unit: int


def units_under(place: BoxPlace, span: int) -> list[BoxPlace]:
    """The units that a box covers when it begins there."""
    return [place, *(BoxPlace(place.strip, place.unit + along) for along in range(1, span))]


def find_desired(cells: Sequence[GridCell], lines: Sequence[FlowLine], rounds: int) -> dict[str, DesiredPosition]:
    """Each box's wish: its cell's middle, and after each round the mean of its neighbours' wishes, if it has any."""
    joined: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        joined[line.source].append(line.target)
        joined[line.target].append(line.source)
    middles = {box.id: _middle_of(cell) for cell in cells for box in cell.boxes}
    wishes = dict(middles)
    for _ in range(rounds):
        wishes = {id_: _mean_of([wishes[other] for other in joined[id_]] or [middle]) for id_, middle in middles.items()}
    return wishes


def place_initially(cell: GridCell, leans: Mapping[str, DesiredPosition]) -> Iterator[tuple[str, BoxPlace]]:
    """The boxes row by row of bricks, those that lean up in the upper rows, each near where it leans."""
    for row, here in enumerate(_split_rows(cell, leans)):
        here = sorted(here, key=lambda id_: leans[id_][1])
        spans = [cell.spans[id_] for id_ in here]
        wishes = [round((leans[id_][1] - cell.left) / cell.unit - cell.spans[id_] / 2) for id_ in here]
        for id_, unit in zip(here, _assign_units(wishes, spans, cell.units), strict=True):
            yield id_, BoxPlace(cell.first_strip + row, unit)


def _split_rows(cell: GridCell, leans: Mapping[str, DesiredPosition]) -> list[list[str]]:
    """What each strip of the cell gets, from the top."""
    ids = sorted((box.id for box in cell.boxes), key=lambda id_: leans[id_][0])
    if set(cell.spans.values()) <= {PLAIN_SPAN}:
        ends = list(accumulate(_distribute(len(ids), cell)))
        return [ids[start:end] for start, end in pairwise([0, *ends])]
    spans = [cell.spans[id_] for id_ in ids]
    # More room never makes a packing worse that is tried from the widest down to the one that the cell was made for.
    rows = next(filter(None, (pack_spans(spans, cell.strips, units) for units in range(cell.units, 0, -1))))
    return sorted(
        ([ids[place] for place in row] for row in rows), key=lambda row: _mean_of([leans[id_] for id_ in row] or [(0, 0)])
    )


def _assign_units(wishes: Sequence[int], spans: Sequence[int], units: int) -> list[int]:
    """Units for boxes beside one another, each as near its wish as the others let it."""
    lefts: list[int] = []
    least = 0
    for place, wish in enumerate(wishes):
        lefts.append(min(max(wish, least), units - sum(spans[place:])))
        least = lefts[-1] + spans[place]
    return lefts


def _middle_of(cell: GridCell) -> DesiredPosition:
    return cell.first_strip + (cell.strips - 1) / 2, cell.left + cell.units * cell.unit / 2


def _mean_of(leans: Sequence[DesiredPosition]) -> DesiredPosition:
    return sum(down for down, _ in leans) / len(leans), sum(right for _, right in leans) / len(leans)


def _distribute(boxes: int, cell: GridCell) -> list[int]:
    """How many boxes each strip of the cell gets."""
    shares = [boxes // cell.strips + (row < boxes % cell.strips) for row in range(cell.strips)]
    if cell.units % 2 == 0 and cell.strips > 1:
        return _alternate(boxes, cell)
    return shares


def _alternate(boxes: int, cell: GridCell) -> list[int]:
    """Full strips and strips with one box less in turn, while the boxes last."""
    full = cell.units // 2
    shares = []
    for row in range(cell.strips):
        left = cell.strips - row - 1
        brick = max(full - row % 2, 1)
        shares.append(min(full, max(min(boxes, brick), boxes - left * full)))
        boxes -= shares[-1]
    return shares
