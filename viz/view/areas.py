"""Which areas a party has, and which it is near: what the area filter goes by.

A party has the area that it stands in or that concerns it. One that has none is near the areas of those that it gives to or
receives from, so that an area is seen with what feeds it; one that has an area of its own shows with that alone.
"""

from collections import defaultdict
from collections.abc import Mapping

from model.vocabulary.actors import Involvement
from model.vocabulary.contents import Contents
from model.vocabulary.flows import Flow
from model.vocabulary.forums import Forum


def find_own_areas(contents: Contents) -> Mapping[str, frozenset[str]]:
    """Return the areas that each party has, of those that have any."""
    found: dict[str, set[str]] = defaultdict(set)
    for involvement in contents.of(Involvement).values():
        found[involvement.source].add(involvement.target)
    for forum in contents.of(Forum).values():
        if forum.area:
            found[forum.id] = {forum.area}
    return {id_: frozenset(areas) for id_, areas in found.items()}


def find_near_areas(contents: Contents, own: Mapping[str, frozenset[str]]) -> Mapping[str, frozenset[str]]:
    """Return the areas that each party without an area of its own is one flow away from."""
    found: dict[str, set[str]] = defaultdict(set)
    for flow in contents.of(Flow).values():
        for here, there in ((flow.source, flow.target), (flow.target, flow.source)):
            if here not in own:
                found[here] |= own.get(there, frozenset())
    return {id_: frozenset(areas) for id_, areas in found.items()}
