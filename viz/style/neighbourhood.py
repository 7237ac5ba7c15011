"""The data types of a neighbourhood: its cards, lines and headings, without places. `viz.view.neighbourhood` builds it."""

from dataclasses import dataclass

from model.vocabulary.flows import FlowKind
from model.vocabulary.registers import Colour
from viz.style.geometry import Heading, PartyShape


@dataclass(frozen=True, slots=True)
class NeighbourRow:
    """The flows of one kind between a card and the next one inwards; `proposed` and `uncertain` count such flows."""

    kind: FlowKind
    count: int
    carries: tuple[str, ...]
    proposed: int
    uncertain: int


@dataclass(frozen=True, slots=True)
class NeighbourCard:
    """One party, or several that have the same flows. `members` are their ids and names; `row` is that of the map.

    `returns` is true if it also stands on the other side. `proposed` counts such members.
    """

    id: str
    name: str
    members: tuple[tuple[str, str], ...]
    step: int
    row: str
    shape: PartyShape
    colour: Colour | None
    proposed: int
    rows: tuple[NeighbourRow, ...] = ()
    returns: bool = False
    what: str = ""


@dataclass(frozen=True, slots=True)
class NeighbourLink:
    """Flows of a kind (None: of several) from one card to another, in the direction of the flow."""

    source: str
    target: str
    kind: FlowKind | None
    count: int
    proposed: int


@dataclass(frozen=True, slots=True)
class StepHeading:
    """The heading of a column: its step, what it holds, and how many parties and flows."""

    step: int
    name: str
    detail: str


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A party with its neighbours. `parties` are the ids that are shown, `folded` counts the parties that are not."""

    centre: NeighbourCard
    cards: tuple[NeighbourCard, ...]
    links: tuple[NeighbourLink, ...]
    rows: tuple[Heading, ...]
    columns: tuple[StepHeading, ...]
    parties: frozenset[str]
    flows: tuple[str, ...]
    folded: int

    @property
    def few_are_uncertain(self) -> bool:
        """Return whether at most half of the flows are uncertain: a mark on nearly every card would say nothing."""
        rows = [row for card in self.cards for row in card.rows]
        return 2 * sum(row.uncertain for row in rows) <= sum(row.count for row in rows)
