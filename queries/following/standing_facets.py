"""Counts of assignments by everything that they can be chosen by, within all that is chosen besides."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from model.vocabulary.finding_rules import FindingRule
from queries.following.standing_counts import OVERDUE_BOUNDS, StandingCell, Standings
from queries.following.standings import FollowUpState
from queries.questions.parameters import WITHOUT


@dataclass(frozen=True, slots=True)
class ChosenFacets:
    """What is chosen of each facet, by ids and codes; WITHOUT where there is none.

    `addressees` holds all that count.
    """

    state: FollowUpState | None = None
    area: str | None = None
    step: str | None = None
    older_than: int | None = None
    forum: str | None = None
    addressees: Collection[str] | None = None
    place: str | None = None
    rule: FindingRule | None = None


_ValueOf = Callable[[StandingCell, Standings], str]
VALUES: Mapping[str, _ValueOf] = MappingProxyType(
    {
        "state": lambda cell, _standings: str(cell.state),
        "area": lambda cell, standings: standings.areas.get(cell.forum or "") or WITHOUT,
        "step": lambda cell, _standings: str(cell.step or WITHOUT),
        "forum": lambda cell, _standings: cell.forum or WITHOUT,
        "addressee": lambda cell, _standings: cell.party or WITHOUT,
        "rule": lambda cell, _standings: str(cell.rule or WITHOUT),
    }
)
"""Facet → the value that a cell has of it, of those that have just one."""


def count_chosen(standings: Standings, chosen: ChosenFacets) -> Counter[str]:
    """Return how many assignments are chosen, by state."""
    counts = Counter[str]()
    for cell, number in standings.cells.items():
        if _is_chosen(cell, standings, chosen, besides=""):
            counts[str(cell.state)] += number
    return counts


def count_facet(standings: Standings, chosen: ChosenFacets, facet: str) -> Counter[str]:
    """Return how many assignments have each value of a facet, of those that all the other choices leave."""
    counts = Counter[str]()
    for cell, number in standings.cells.items():
        if _is_chosen(cell, standings, chosen, besides=facet):
            for value in _list_values(cell, standings, facet):
                counts[value] += number
    return counts


def _list_values(cell: StandingCell, standings: Standings, facet: str) -> list[str]:
    if facet == "older_than":
        return [str(bound) for bound in OVERDUE_BOUNDS if cell.beyond >= bound]
    if facet == "rule":
        found = [str(cell.rule)] if cell.rule else []
        return [*found, str(FindingRule.NO_OWNER)] if cell.unowned else found
    if facet == "place":
        return [*standings.places.get(cell.party or "", ())] or [WITHOUT]
    return [VALUES[facet](cell, standings)]


def _is_chosen(cell: StandingCell, standings: Standings, chosen: ChosenFacets, besides: str) -> bool:
    for facet in ("state", "area", "step", "forum"):
        wanted = getattr(chosen, facet)
        if facet != besides and wanted is not None and VALUES[facet](cell, standings) != wanted:
            return False
    if besides != "older_than" and chosen.older_than is not None and not _is_beyond(cell, chosen.older_than):
        return False
    if besides != "addressee" and chosen.addressees is not None and cell.party not in chosen.addressees:
        return False
    if besides != "place" and chosen.place is not None and chosen.place not in _list_values(cell, standings, "place"):
        return False
    return besides == "rule" or chosen.rule is None or str(chosen.rule) in _list_values(cell, standings, "rule")


def _is_beyond(cell: StandingCell, days: int) -> bool:
    """Return whether what a cell counts is overdue by more than so many days; days between two bounds count as the lower."""
    return cell.state == FollowUpState.LATE and cell.beyond >= max(
        (bound for bound in OVERDUE_BOUNDS if bound <= days), default=0
    )
