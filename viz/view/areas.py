"""The areas of each party, by which the area filter shows and hides parties.

A party's own areas are the one that it stands in and those that concern it. A party without any is *near* the areas of the
parties that it exchanges flows with, so that an area is shown together with its suppliers and receivers.
"""

from collections import defaultdict
from collections.abc import Mapping

from model.vocabulary.actors import Involvement
from model.vocabulary.contents import Contents
from model.vocabulary.flows import Flow
from model.vocabulary.forums import Forum


def find_own_areas(contents: Contents) -> Mapping[str, frozenset[str]]:
    """Return the own areas of each party that has any, by the party's id."""
    found: dict[str, set[str]] = defaultdict(set)
    for involvement in contents.of(Involvement).values():
        found[involvement.source].add(involvement.target)
    for forum in contents.of(Forum).values():
        if forum.area:
            found[forum.id] = {forum.area}
    return {id_: frozenset(areas) for id_, areas in found.items()}


def find_near_areas(contents: Contents, own: Mapping[str, frozenset[str]]) -> Mapping[str, frozenset[str]]:
    """Return the areas one flow away from each party that has no area of its own."""
    found: dict[str, set[str]] = defaultdict(set)
    for flow in contents.of(Flow).values():
        for here, there in ((flow.source, flow.target), (flow.target, flow.source)):
            if here not in own:
                found[here] |= own.get(there, frozenset())
    return {id_: frozenset(areas) for id_, areas in found.items()}
