"""What the balance list on the page is chosen by: the address read, the choices with their counts, the groups of rows."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.pages.addresses import Addresses
from api.pages.decisions.figure import MARKS
from api.pages.decisions.rows import MISSING
from api.pages.decisions.sorting import SORTS
from api.pages.page import Asked
from model.errors import NotUnderstood
from model.language import JoinedText, Localizable, PluralText, Text
from model.text.names import term_of
from model.vocabulary.finding_rules import FindingRule
from queries.following.standing_counts import OVERDUE_BOUNDS, Standings
from queries.following.standing_facets import ChosenFacets, count_facet
from queries.following.standings import CLOSED_STATES, FollowUpState
from queries.landscape.parties import find_with_predecessors, read_short_names
from queries.landscape.places import read_places
from queries.questions.decisions import find_decider
from queries.questions.parameters import WITHOUT, StallsQuestion
from queries.questions.stall_filters import FILTERS, find_filter_ids
from queries.server.graph import Graph

STATES = {str(state): state for state in FollowUpState}
GROUPINGS = ("forum", "addressee", "hand-off", "none")
PAGE_ROWS, MOST_GROUPED = 100, 200
"""Rows of a page, and the most that are put in groups: longer lists come page by page."""
SHOWN_CHOICES, MOST_CHOICES = 8, 100
"""So many choices are shown at once; the others can be unfolded, the most frequent ones."""
CHOOSING = ("area", "step", "older_than", "forum", "addressee", "place", "rule")


@dataclass(frozen=True, slots=True)
class DecisionChoice:
    """What an address chooses: the question with ids, the state (None for all), how rows are grouped, and how sorted.

    Rows in another order than the list's own are in no groups, and `after` is the assignment that a page of them follows.
    """

    question: StallsQuestion
    state: FollowUpState
    by: str
    sort: str = ""
    after: str | None = None

    def is_filtered(self) -> bool:
        """Return whether anything besides the state is chosen."""
        return bool(self.question.given(*CHOOSING))


def read_choice(asked: Asked) -> DecisionChoice:
    """Return what the address chooses. Raises NotUnderstood, NotFound."""
    said, by = asked.query.get("state") or FollowUpState.LATE.value, asked.query.get("by") or GROUPINGS[0]
    if said not in STATES:
        raise _refuse("state", said, STATES)
    if by not in GROUPINGS:
        raise _refuse("by", by, GROUPINGS)
    if (sort := asked.query.get("sort", "")) not in SORTS:
        raise _refuse("sort", sort, filter(None, SORTS))
    others = {*FILTERS} - {*CHOOSING}
    if unused := sorted(name for name in others if asked.query.get(name)):
        text = Text("this page does not choose by {names}", names=", ".join(unused))
        way_out = Text("Ask /api/v1/stalls, which does, or choose by {choices}.", choices=", ".join(CHOOSING))
        raise NotUnderstood(text, (), way_out)
    step = asked.query.get("step")
    fixed = {"by": None, "most": PAGE_ROWS, **({"step": None} if step == WITHOUT else {}), **({"after": None} if sort else {})}
    question: StallsQuestion = asked.question(StallsQuestion, **fixed)
    question = question.model_copy(update=find_filter_ids(asked.graph, question, find_decider))
    question = question.model_copy(update={"step": step} if step == WITHOUT else {})
    return DecisionChoice(question, STATES[said], "none" if sort else by, sort, asked.query.get("after") if sort else None)


def _refuse(name: str, said: str, offered: Iterable[str]) -> NotUnderstood:
    text = Text("'{name}' in the address cannot be '{said}'", name=name, said=said)
    return NotUnderstood(text, (), Text("Choose among {choices}.", choices=", ".join(offered)))


def find_facets(graph: Graph, choice: DecisionChoice) -> ChosenFacets:
    """Return the choice in the terms of the counts."""
    question = choice.question
    return ChosenFacets(
        state=choice.state,
        area=question.area,
        step=question.step,
        older_than=question.older_than,
        forum=question.forum,
        addressees=_list_addressees(graph, question),
        place=question.place,
        rule=FindingRule.of(question.rule) if question.rule else None,
    )


def _list_addressees(graph: Graph, question: StallsQuestion) -> list[str] | None:
    addressee = question.addressee
    if not addressee:
        return None
    return graph.read_in_transaction(lambda reader: find_with_predecessors(reader, addressee, question.on))


@dataclass(frozen=True, slots=True)
class FacetChoice:
    """A choice in a list: its words, how many it leaves, its address, whether it is chosen, and its mark if it has one."""

    value: str
    name: Localizable
    count: int
    address: str
    chosen: bool
    mark: str = ""


@dataclass(frozen=True, slots=True)
class FacetList:
    """The choices of one kind."""

    facet: str
    heading: Text
    choices: Sequence[FacetChoice]

    @property
    def shown(self) -> Sequence[FacetChoice]:
        """Return the choices that are seen at once."""
        return self.choices[:SHOWN_CHOICES]

    @property
    def folded(self) -> Sequence[FacetChoice]:
        """Return the others."""
        return self.choices[SHOWN_CHOICES:]


HEADINGS: Mapping[str, Text] = {
    "area": Text("Area"),
    "step": Text("What is missing"),
    "older_than": Text("Overdue by more than"),
    "forum": Text("Decided by"),
    "addressee": Text("Addressee"),
    "place": Text("Municipality"),
    "rule": Text("Why it stands still"),
}


class FacetReader:
    """Reads the choices of a page with their counts."""

    def __init__(self, graph: Graph, standings: Standings, choice: DecisionChoice, chosen: ChosenFacets, link: Addresses) -> None:
        self._graph, self._standings, self._choice, self._chosen, self._link = graph, standings, choice, chosen, link

    def list_states(self) -> FacetList:
        """Return all states, also those in which nothing is."""
        counts = count_facet(self._standings, self._chosen, "state")
        if not self._choice.is_filtered():
            counts |= Counter({state: self._standings.count_closed(state) for state in CLOSED_STATES})
        found = [
            FacetChoice(state, state.term, counts[state], self._link.same(state=state.value, step=None, older_than=None),
                        state == self._choice.state, MARKS[state])
            for state in FollowUpState
        ]  # fmt: skip
        return FacetList("state", Text("State"), found)

    def list_facets(self) -> list[FacetList]:
        """Return the other lists of choices that leave anything to choose."""
        counted = [facet for facet in CHOOSING if self._standings.by_addressee or facet not in ("addressee", "place")]
        lists = [self._list_facet(facet) for facet in counted]
        return [one for one in lists if one.choices]

    def _list_facet(self, facet: str) -> FacetList:
        counts = count_facet(self._standings, self._chosen, facet)
        chosen = getattr(self._choice.question, facet)
        if chosen is not None:
            counts[str(chosen)] += 0
        order = _order_values(facet, counts)[:MOST_CHOICES]
        names = self._name_values(facet, order)
        choices = [
            FacetChoice(value, names[value], counts[value], self._link.same(**{facet: None if value == str(chosen) else value}),
                        value == str(chosen))
            for value in order
            if value in names
        ]  # fmt: skip
        return FacetList(facet, HEADINGS[facet], choices)

    def _name_values(self, facet: str, counts: Sequence[str]) -> Mapping[str, Localizable]:
        if facet == "step":
            return {value: MISSING[value] for value in counts if value in MISSING}
        if facet == "older_than":
            return {value: PluralText("{n} day", "{n} days", n=int(value)) for value in counts}
        if facet == "rule":
            return {value: FindingRule.of(value).term for value in counts}
        if facet == "area":
            rows = self._graph.read("registers/areas").rows
            return {WITHOUT: Text("no area"), **{row["id"]: term_of(row) for row in rows}}
        if facet == "place":
            places = read_places(self._graph).rows
            return {WITHOUT: Text("no known place"), **{id_: term_of(row) for id_, row in places.items()}}
        names = read_short_names(self._graph, [value for value in counts if value != WITHOUT])
        return {WITHOUT: Text("not known who decided"), **names}


def _order_values(facet: str, counts: Counter[str]) -> list[str]:
    if facet == "older_than":
        return [str(bound) for bound in sorted({*OVERDUE_BOUNDS, *map(int, counts)}) if str(bound) in counts]
    if facet == "step":
        return [value for value in MISSING if value in counts]
    return [value for value, _number in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows under a heading: its words, its address if it has one, and how late the latest of them is."""

    name: Localizable | None
    address: str | None
    rows: Sequence[Mapping[str, Any]]

    @property
    def summary(self) -> Localizable:
        """Return how many they are, and by how much the longest is overdue."""
        number = PluralText("{n} assignment", "{n} assignments", n=len(self.rows))
        longest = max((row["overdue"] or 0 for row in self.rows if row["how"] == "stalled"), default=0)
        if longest <= 0:
            return number
        return JoinedText((number, PluralText("{n} day over at most", "{n} days over at most", n=longest)))


def group_rows(rows: Sequence[Mapping[str, Any]], by: str, link: Addresses) -> list[RowGroup]:
    """Return the rows in groups, those with what is longest overdue first; all in one without a name if `by` is "none"."""
    if by == "none":
        return [RowGroup(None, None, rows)] if rows else []
    found: dict[tuple[str | None, ...], list[Mapping[str, Any]]] = {}
    for row in rows:
        keys = {"forum": (row["forum"],), "addressee": (row["party"],), "hand-off": (row["forum"], row["party"])}
        found.setdefault(keys[by], []).append(row)
    return [_make_group(by, some, link) for some in found.values()]


def _make_group(by: str, rows: Sequence[Mapping[str, Any]], link: Addresses) -> RowGroup:
    first = rows[0]
    forum = term_of(first, "forum_name") if first["forum"] else Text("Not known who decided")
    party = term_of(first, "addressee")
    if by == "hand-off":
        return RowGroup(
            JoinedText((forum, party), " → "), link.same(forum=first["forum"] or WITHOUT, addressee=first["party"], by=None), rows
        )
    if by == "addressee":
        return RowGroup(party, link.party(first["party"]), rows)
    return RowGroup(forum, link.party(first["forum"]) if first["forum"] else None, rows)
