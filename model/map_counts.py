"""Parties and flows of a day counted by where they stand on the map: what the graph counts and large maps show.

A *cell* is written "educators/local/actor/school": a column (or `area:` and an area), a level, a shape and a kind; `-` is none.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from model.vocabulary.record import Standing

AREA_PREFIX = "area:"
NOTHING = "-"
"""What stands for no column, no kind or no place; no id is like it."""


class CountedCell(NamedTuple):
    """The parts of a cell. A forum with an area stands in the panel of that, everything else in a column."""

    column: str | None
    area: str | None
    level: str
    shape: str
    kind: str | None

    @classmethod
    def parse(cls, cell: str) -> "CountedCell":
        """Return the parts of a written cell."""
        column, level, shape, kind = cell.split("/")
        area = column.removeprefix(AREA_PREFIX) if column.startswith(AREA_PREFIX) else None
        return cls(None if area or column == NOTHING else column, area, level, shape, None if kind == NOTHING else kind)


@dataclass(frozen=True, slots=True)
class PartyCount:
    """Parties of one cell, place (None: of none) and standing."""

    cell: str
    place: str | None
    standing: Standing
    parties: int
    uncertain: int = 0
    examples: int = 0


@dataclass(frozen=True, slots=True)
class FlowCount:
    """Flows of one kind and standing from the parties of one cell to those of another, or of the same."""

    source: str
    target: str
    kind: str
    standing: str
    flows: int


def count_parties(counts: Iterable[PartyCount], existing: bool = False) -> int:
    """Return how many parties some counts are of, without what is only proposed if `existing`."""
    return sum(count.parties for count in counts if not (existing and count.standing == Standing.PROPOSED))
