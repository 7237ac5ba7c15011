"""Parts of a landscape that has too many parties for a box of their own each, and how many parties a page and a file draw."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from model.language import Language
from model.map_counts import CountedCell
from model.text.names import name_of
from model.vocabulary.contents import Contents
from model.vocabulary.record import Record
from model.vocabulary.registers import ActorType, Area, Level

MOST_PARTIES_DRAWN = 1_000
"""A landscape, or a part of it, with more parties is counted on a page instead of drawn party by party."""
MOST_PARTIES_IN_FILE = 5_000
Aspect = Literal["areas", "levels", "types"]
ASPECT_REGISTERS: Mapping[Aspect, type[Record]] = {"areas": Area, "levels": Level, "types": ActorType}


@dataclass(frozen=True, slots=True)
class MapPart:
    """What of a large landscape a map shows; None means any.

    `areas` are those of the forums' panels, `levels` the levels, `types` the columns. `cell` is how the shown cells begin
    ("educators/local"), `place` the id of a place in which they are.
    """

    areas: frozenset[str] | None = None
    levels: frozenset[str] | None = None
    types: frozenset[str] | None = None
    cell: str = ""
    place: str | None = None
    existing: bool = False

    def holds(self, cell: str) -> bool:
        """Return whether the part has parties of a cell, wherever they are."""
        parsed = CountedCell.parse(cell)
        column = self.types is None or parsed.column is None or parsed.column in self.types
        panel = self.areas is None or parsed.area is None or parsed.area in self.areas
        level = self.levels is None or parsed.level in self.levels
        return column and panel and level and f"{cell}/".startswith(f"{self.cell}/" if self.cell else "")


def list_values(contents: Contents, aspect: Aspect, language: Language) -> list[tuple[str, str]]:
    """Return the ids and names of an aspect's values, in the order of their register."""
    records = sorted(contents.of(ASPECT_REGISTERS[aspect]).values(), key=lambda record: (getattr(record, "order", 0), record.id))
    return [(record.id, name_of(record).in_(language)) for record in records]
