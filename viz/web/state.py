"""The state of the map in the address of its page: selection, flows to follow, filters, open stack, map or table.

The served page has the parameters in its query, a file after the `#` of its address; see `viz/static/state.js`.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlencode

from model.errors import LimitExceeded
from model.language import LANGUAGES, Language, Text

MOST_FOLLOWED_HOPS = 10
MOST_CHOICES = 50
LONGEST_PARAMETER = 300
FollowDirection = Literal["both", "up", "down"]
FOLLOW_DIRECTIONS: tuple[FollowDirection, ...] = ("both", "up", "down")
PARAMETER_WORDS: Mapping[str, Collection[str]] = {
    "lang": LANGUAGES,
    "dir": FOLLOW_DIRECTIONS,
    "standing": ("existing",),
    "view": ("table",),
}
"""Parameters of the address with a fixed set of values."""


@dataclass(frozen=True, slots=True)
class MapState:
    """A state of the map. None for `areas`, `levels`, `types` or `kinds` means all of them; `selected` is a party or a stack.

    `cell` and `place` choose a part of a large landscape (`viz/web/parts.py`).
    """

    language: Language
    on: str | None = None
    selected: str | None = None
    direction: FollowDirection = "both"
    hops: int = 1
    areas: frozenset[str] | None = None
    levels: frozenset[str] | None = None
    types: frozenset[str] | None = None
    kinds: frozenset[str] | None = None
    existing: bool = False
    stack: str | None = None
    table: bool = False
    cell: str | None = None
    place: str | None = None
    unknown: tuple[str, ...] = ()
    """Parameters whose value the map does not know, as `dir=x`. They are ignored, and the page lists them."""


def parse_state(query: Mapping[str, str], language: Language) -> MapState:
    """Return the state of an address. A missing or unknown value gets its default. Raises LimitExceeded."""
    for name, value in query.items():
        if len(value) > LONGEST_PARAMETER:
            raise LimitExceeded(
                Text("'{name}' in the address is too long: at most {most} characters", name=name, most=LONGEST_PARAMETER)
            )
    hops = query.get("hops") or "1"
    return MapState(
        language=next((known for known in LANGUAGES if known == query.get("lang")), language),
        on=query.get("on") or None,
        selected=query.get("sel") or None,
        direction=next((known for known in FOLLOW_DIRECTIONS if known == query.get("dir")), "both"),
        hops=min(max(int(hops), 1), MOST_FOLLOWED_HOPS) if hops.isdecimal() else 1,
        areas=_parse_choices(query.get("areas")),
        levels=_parse_choices(query.get("levels")),
        types=_parse_choices(query.get("types")),
        kinds=_parse_choices(query.get("kinds")),
        existing=query.get("standing") == "existing",
        stack=query.get("stack") or None,
        table=query.get("view") == "table",
        cell=query.get("cell") or None,
        place=query.get("place") or None,
        unknown=tuple(
            f"{name}={query[name]}" for name, words in PARAMETER_WORDS.items() if query.get(name) and query[name] not in words
        )
        + (() if hops.isdecimal() else (f"hops={hops}",)),
    )


def query_of(state: MapState, language: Language) -> str:
    """Return the query of the address of `state` in `language`."""
    lists = {name: getattr(state, name) for name in ("areas", "levels", "types", "kinds")}
    parameters = {
        "on": state.on,
        "sel": state.selected,
        "dir": None if state.direction == "both" else state.direction,
        "hops": None if state.hops == 1 else str(state.hops),
        **{name: None if chosen is None else ",".join(sorted(chosen)) for name, chosen in lists.items()},
        "standing": "existing" if state.existing else None,
        "stack": state.stack,
        "view": "table" if state.table else None,
        "cell": state.cell,
        "place": state.place,
        "lang": language,
    }
    return urlencode({name: value for name, value in parameters.items() if value is not None})


def select_known(chosen: frozenset[str] | None, known: Collection[str]) -> frozenset[str] | None:
    """Return the chosen values that exist, or None (all values) if none of them does. An empty choice stays empty."""
    existing = None if chosen is None else chosen.intersection(known)
    return existing if existing or not any(chosen or ()) else None


def _parse_choices(value: str | None) -> frozenset[str] | None:
    return None if value is None else frozenset(value.split(",")[:MOST_CHOICES])
