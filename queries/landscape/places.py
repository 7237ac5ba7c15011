"""Places, which lie within one another: finding one by its name, and what lies within it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from model.language import Text
from model.vocabulary.registers import PlaceKind
from queries.landscape.parties import find_row_by_name
from queries.server.graph import Graph, Reader
from queries.server.paging import read_pages

PLACES = "registers/places"


@dataclass(frozen=True)
class PlaceRegister:
    """All places, as rows with `id`, `name`, `kind` and `within` by id."""

    rows: Mapping[str, Mapping[str, Any]]

    def find_within(self, id_: str) -> set[str]:
        """Return the ids of a place and of all that lie within it."""
        return {place for place in self.rows if id_ in self.list_upwards(place)}

    def find_municipality(self, id_: str | None) -> str | None:
        """Return the id of the municipality that a place is or lies in; of none, that of the place itself."""
        return self.find_own_municipality(id_) or id_

    def find_own_municipality(self, id_: str | None) -> str | None:
        """Return the id of the municipality that a place is or lies in; None if there is none."""
        return self._municipalities.get(id_ or "")

    @cached_property
    def _municipalities(self) -> Mapping[str, str | None]:
        kinds = {place: row["kind"] for place, row in self.rows.items()}
        return {
            id_: next((place for place in self.list_upwards(id_) if kinds[place] == PlaceKind.MUNICIPALITY), None)
            for id_ in self.rows
        }

    def list_upwards(self, id_: str | None) -> list[str]:
        """Return the ids of a place and of those that it lies in, the nearest first."""
        found: list[str] = []
        while id_ is not None and id_ in self.rows and id_ not in found:
            found.append(id_)
            id_ = self.rows[id_]["within"]
        return found


def read_places(reader: Reader | Graph) -> PlaceRegister:
    """Return all places, kept for as long as the landscape does not change."""

    def read() -> PlaceRegister:
        rows = read_pages(reader, PLACES, lambda row: str(row["id"]))
        return PlaceRegister({row["id"]: row for row in rows})

    return reader.keep((PLACES,), read)


def find_place(graph: Graph, name: str) -> str:
    """Return the id of the place with that id or name. Raises NotFound."""
    rows: Iterable[dict[str, Any]] = (dict(row) for row in read_places(graph).rows.values())
    return find_row_by_name(graph, name, rows, Text("unknown place '{said}'", said=name))
