"""Parts of a landscape that is too large for one page: the parties of some areas, levels and types."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from model.errors import LimitExceeded
from model.language import Language, Text
from model.text.names import name_of
from model.vocabulary.contents import Contents, Party
from model.vocabulary.forums import Forum
from model.vocabulary.record import Record
from model.vocabulary.registers import ActorType, Area, Level
from viz.view.areas import find_near_areas, find_own_areas
from viz.web.state import MapState, select_known

MOST_PARTIES_PER_PAGE = 5_000
"""A landscape of more parties is shown in parts."""
Aspect = Literal["areas", "levels", "types"]
ASPECT_REGISTERS: Mapping[Aspect, type[Record]] = {"areas": Area, "levels": Level, "types": ActorType}


@dataclass(frozen=True, slots=True)
class MapPart:
    """The areas, levels and types of the parties in a part; None means any."""

    areas: frozenset[str] | None = None
    levels: frozenset[str] | None = None
    types: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class NarrowerPart:
    """A smaller part: the parties with the value `id` of an aspect, and their number."""

    aspect: Aspect
    id: str
    name: str
    parties: int


class TooManyParties(LimitExceeded):
    """A page was requested for more parties than it can show. `narrower` lists the smaller parts."""

    def __init__(self, parties: int, narrower: tuple[NarrowerPart, ...]) -> None:
        text = Text("a page shows at most {most} parties, not {n}", most=MOST_PARTIES_PER_PAGE, n=parties)
        super().__init__(
            text, Text("Choose a part of the landscape: add areas=, levels= or types= with an id to the map's address.")
        )
        self.narrower = narrower


def part_for(contents: Contents, state: MapState) -> MapPart:
    """Return the part that a state selects, or all of the landscape if a page can show it."""
    large = sum(1 for _ in contents.parties()) > MOST_PARTIES_PER_PAGE
    return (
        MapPart(**{name: select_known(getattr(state, name), contents.of(ASPECT_REGISTERS[name])) for name in ASPECT_REGISTERS})
        if large
        else MapPart()
    )


def select_part(contents: Contents, part: MapPart, language: Language) -> Contents:
    """Return the records for a page: all of `contents`, or the part of it if it is too large. Raises TooManyParties."""
    parties = list(contents.parties())
    if len(parties) <= MOST_PARTIES_PER_PAGE:
        return contents
    has = _Aspects(contents)
    chosen = [party for party in parties if has.is_in(party, part)]
    if len(chosen) > MOST_PARTIES_PER_PAGE:
        raise TooManyParties(len(chosen), tuple(_find_narrower(chosen, part, has, language)))
    ids = {party.id for party in chosen}
    return Contents(record for record in contents if not record.party or record.id in ids)


def list_values(contents: Contents, aspect: Aspect, language: Language) -> list[tuple[str, str]]:
    """Return the ids and names of an aspect's values, in the order of their register."""
    records = sorted(contents.of(ASPECT_REGISTERS[aspect]).values(), key=lambda record: (getattr(record, "order", 0), record.id))
    return [(record.id, name_of(record).in_(language)) for record in records]


class _Aspects:
    """The values of each aspect that a party has, as the filters of a page see them."""

    def __init__(self, contents: Contents) -> None:
        self.contents = contents
        self.own = find_own_areas(contents)
        self.near = find_near_areas(contents, self.own)

    def of(self, party: Party, aspect: Aspect) -> frozenset[str]:
        """Return the values of an aspect that a party has."""
        if aspect == "levels":
            return frozenset({party.level})
        if aspect == "types":
            in_panel = isinstance(party, Forum) and party.area
            return frozenset() if in_panel or not party.type else frozenset({party.type})
        return self.own.get(party.id) or self.near.get(party.id, frozenset())

    def is_in(self, party: Party, part: MapPart) -> bool:
        """Return whether a party is in a part. A party without a type is in every type."""
        for aspect in ASPECT_REGISTERS:
            chosen, own = getattr(part, aspect), self.of(party, aspect)
            everywhere = aspect == "types" and not own
            if chosen is not None and not everywhere and chosen.isdisjoint(own):
                return False
        return True


def _find_narrower(chosen: list[Party], part: MapPart, has: _Aspects, language: Language) -> Iterator[NarrowerPart]:
    """Yield the values of each aspect that leave fewer parties, in the order of their registers."""
    for aspect in ASPECT_REGISTERS:
        counts = Counter(id_ for party in chosen for id_ in has.of(party, aspect))
        for id_, name in list_values(has.contents, aspect, language):
            if 0 < counts[id_] < len(chosen) and getattr(part, aspect) != frozenset({id_}):
                yield NarrowerPart(aspect, id_, name, counts[id_])
