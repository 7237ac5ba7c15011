"""What the user sees of the map, as the address of the page says it: selection, way to follow, filters, open stack, view.

The same names stand in the address of the served page and after the `#` of a file; see `viz/static/state.js`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from model.errors import LimitExceeded
from model.language import LANGUAGES, Language, Text

MOST_HOPS = 10
MOST_CHOICES = 50
LONGEST = 300
Direction = Literal["both", "up", "down"]
DIRECTIONS: tuple[Direction, ...] = ("both", "up", "down")


@dataclass(frozen=True, slots=True)
class MapState:
    """One state of the map. None for `areas`, `levels`, `types`, `kinds` is all of them; `selected` is a party or a stack."""

    language: Language
    on: str | None = None
    selected: str | None = None
    direction: Direction = "both"
    hops: int = 1
    areas: frozenset[str] | None = None
    levels: frozenset[str] | None = None
    types: frozenset[str] | None = None
    kinds: frozenset[str] | None = None
    existing: bool = False
    stack: str | None = None
    table: bool = False


def state_of(query: Mapping[str, str], language: Language) -> MapState:
    """The state that an address says; what it does not say, or says wrongly, is as at the start. Raises LimitExceeded."""
    for name, value in query.items():
        if len(value) > LONGEST:
            raise LimitExceeded(Text("'{name}' in the address is too long: at most {most}", name=name, most=LONGEST))
    hops = query.get("hops", "1")
    return MapState(
        language=next((known for known in LANGUAGES if known == query.get("lang")), language),
        on=query.get("on") or None,
        selected=query.get("sel") or None,
        direction=next((known for known in DIRECTIONS if known == query.get("dir")), "both"),
        hops=min(max(int(hops), 1), MOST_HOPS) if hops.isdecimal() else 1,
        areas=_choices(query.get("areas")),
        levels=_choices(query.get("levels")),
        types=_choices(query.get("types")),
        kinds=_choices(query.get("kinds")),
        existing=query.get("standing") == "existing",
        stack=query.get("stack") or None,
        table=query.get("view") == "table",
    )


def _choices(said: str | None) -> frozenset[str] | None:
    return None if said is None else frozenset(said.split(",")[:MOST_CHOICES])
