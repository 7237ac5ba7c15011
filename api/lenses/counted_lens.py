"""The lenses of a map that is only counted: how many parties of each box they mark. Not every lens can be counted so far.

Certainty is among the counts of the map. Where decisions stop is read of the hand-offs with something stuck.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from api.lenses.certainty_lens import HEADINGS
from api.lenses.decisions_lens import build_decisions_lens, list_break_parties
from api.lenses.map_part import ChosenPart
from api.pages.page import Asked
from model.errors import QueryTooSlow
from model.language import Language, Text
from model.map_counts import PartyCount, count_parties
from model.vocabulary.contents import Contents
from model.vocabulary.record import Standing
from model.vocabulary.types import PARTY
from queries.landscape.derived import make_cell
from queries.landscape.graph_records import GraphRecords
from viz.view.counted import CountedView
from viz.view.counted_lens import CellStates, build_counted_lens_view, count_cell_states
from viz.view.lens import Lens, LensFigure, LensSection, LensState, LensView

MOST_SECTIONS, MOST_ITEMS_OF_SECTION = 12, 5
CERTAINTY_STATES: tuple[LensState, ...] = ("uncertain", "proposed")


@dataclass(frozen=True, slots=True)
class CountedLens:
    """A lens with its view over a counted map, the counts of its states by cell, and the parties that its lines name."""

    lens: Lens
    view: LensView
    states: CellStates
    contents: Contents


def build_counted_lens(name: str, asked: Asked, chosen: ChosenPart, counted: CountedView) -> CountedLens | None:
    """Return a lens over the counted map; None if it looks at each party, or takes too long to be worked out."""
    if name == "sakerhet":
        lens, states = _count_certainty(chosen.counts, asked.language)
        return CountedLens(lens, build_counted_lens_view(counted, lens, states, {}, asked.language), states, Contents([]))
    if name == "beslut":
        try:
            return _count_decisions(asked, chosen, counted)
        except QueryTooSlow:
            return None
    return None


def _count_certainty(counts: Iterable[PartyCount], language: Language) -> tuple[Lens, CellStates]:
    """Return the lens of certainty, and how many parties of each cell are uncertain or only proposed."""
    states: dict[str, Counter[LensState]] = defaultdict(Counter)
    for count in counts:
        states[count.cell]["uncertain"] += count.uncertain
        states[count.cell]["proposed"] += count.parties if count.standing == Standing.PROPOSED else 0
    sums = {state: sum(one[state] for one in states.values()) for state in CERTAINTY_STATES}
    lead = Text("{uncertain} of {all} parties are uncertain, and {proposed} only proposed.", all=count_parties(counts), **sums)
    lens = Lens(
        heading=Text("How sure is it?").in_(language),
        lead=lead.in_(language),
        marks={},
        lines=(),
        states=CERTAINTY_STATES,
        figures=tuple(LensFigure(str(sums[state]), HEADINGS[state].in_(language), state) for state in CERTAINTY_STATES),
        legend=tuple((state, HEADINGS[state].in_(language)) for state in CERTAINTY_STATES),
        notes=(Text("What nobody has confirmed for a year is not counted on a map of this size.").in_(language),),
    )
    return lens, states


def _count_decisions(asked: Asked, chosen: ChosenPart, counted: CountedView) -> CountedLens:
    """Return the lens of decisions over the part: hand-offs with an end elsewhere mark the end that is in it."""
    found = GraphRecords(asked.graph).get((PARTY, id_) for id_ in sorted(list_break_parties(asked)))
    parties = [party for party in found if party.party]
    places = chosen.selection.places
    cell_of = {
        party.id: make_cell(type(party), party.values())
        for party in parties
        if places is None or getattr(party, "place", None) in places
    }
    cell_of = {id_: cell for id_, cell in cell_of.items() if cell in counted.box_of}
    contents = Contents(party for party in parties if party.id in cell_of)
    lens = build_decisions_lens(asked, contents)
    lens = replace(lens, sections=_shorten(lens.sections))
    states = count_cell_states(lens, cell_of)
    return CountedLens(lens, build_counted_lens_view(counted, lens, states, cell_of, asked.language), states, contents)


def _shorten(sections: Sequence[LensSection]) -> tuple[LensSection, ...]:
    """Return the first sections with their first items, which count the rest."""
    return tuple(
        replace(
            section,
            items=section.items[:MOST_ITEMS_OF_SECTION],
            folded=max(0, len(section.items) - MOST_ITEMS_OF_SECTION),
        )
        for section in sections[:MOST_SECTIONS]
    )


def list_marked_cells(counted: CountedLens) -> list[Mapping[str, object]]:
    """Return the counts of a lens as plain JSON values."""
    return [
        {"cell": cell, **{state: n for state, n in sorted(states.items()) if n}}
        for cell, states in sorted(counted.states.items())
        if any(states.values())
    ]
