"""Who feeds whom (§6.4.4, bil. 6): the parties upstream and downstream of a party, their distance and the chains of flows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from model.findings import Answer, ProvenSentence, find_certainty
from model.language import Localizable, Term, Text
from model.text.names import term_of
from model.vocabulary.flows import FlowKind
from model.vocabulary.period import join_day
from model.vocabulary.record import list_standings
from queries.flows.day_flows import find_elsewhere, read_flow_parties
from queries.landscape.names import PartyRow, add_distinctions
from queries.landscape.places import read_places
from queries.questions.parameters import FeedsQuestion, page_of
from queries.server.catalogue import cite_query
from queries.server.graph import Graph, Reader
from queries.server.paging import Page, page_place_error

FlowDirection = Literal["up", "down"]
WORST_VALUES = {"standing": "proposed", "certainty": "uncertain"}
"""The values of a link that make its whole chain proposed or uncertain."""
FLOW_DIRECTIONS: tuple[FlowDirection, ...] = ("up", "down")
AROUND_TEXT = "flows/around"
_Place = tuple[int, int, str, str]
"""The place of a row in the answer: number of the direction, hops, party, last flow."""


@dataclass(slots=True)
class ReachedParty:
    """A party that flows reach: one of its shortest chains, and the last flows of the other shortest chains.

    The best chain is existing, certain and no example, as far as there is a choice; then the one with the smallest ids.
    """

    party: str
    name: Term
    hops: int
    parties: tuple[str, ...] = ()
    links: tuple[PartyRow, ...] = ()
    others: tuple[PartyRow, ...] = ()

    @property
    def flows(self) -> tuple[str, ...]:
        """Return the ids of the chain's flows."""
        return tuple(link["flow"] for link in self.links)

    @property
    def rank(self) -> tuple[bool, bool, bool, tuple[str, ...]]:
        """Return the sort key by which the best chain of a party is the smallest."""
        proposed, uncertain = (any(link[name] == worst for link in self.links) for name, worst in WORST_VALUES.items())
        return proposed, uncertain, any(link["example"] for link in self.links), self.flows


@dataclass(slots=True)
class FlowSearch:
    """A search from one party in one direction, hop by hop. `frontier` has the ids of the parties at the last hop."""

    direction: FlowDirection
    reached: dict[str, ReachedParty]
    frontier: list[str]
    cut: bool = False
    asked: dict[str, Any] = field(default_factory=dict)


def find_feeds(graph: Graph, question: FeedsQuestion) -> Answer:
    """Return the parties that feed `question.party` (an id) and those that it feeds, within `question.hops` hops on a day.

    A flow counts while both its ends hold, the party itself included. There is one row per direction and flow of one hop, and one
    per direction and party farther away: `party`, `name`, `direction`, `hops`, `flows` (the chain's ids, from the asked party
    outwards), `others` (the ids of the other flows that reach the party at that distance), `through` (the parties in between),
    `elsewhere` (the names of municipalities of those in between that are of neither end),
    `kind` and `carries` of the last flow, `standing`, `certainty` and `example` of the chain, `evidence` of all its flows, and
    `name_apart` of namesakes. There is one sentence per direction, which covers all pages. Raises NotUnderstood if the page
    begins at an unknown place.
    """
    party, on, hops, page = question.party, question.on, question.hops, page_of(question)
    chosen = {
        "kinds": sorted(set(question.kind)) or [str(kind) for kind in FlowKind],
        "standings": list_standings(question.existing),
    }
    wanted = [direction for direction in FLOW_DIRECTIONS if question.direction in (direction, "both")]
    after = _parse_place(page)
    start, searches = graph.read_in_transaction(lambda reader: _run_searches(reader, party, wanted, hops, on, chosen))
    following = [(search, chain) for search in searches for chain in _list_chains(search) if _place_of(search, chain) > after]
    shown = following[: page.most]
    next_ = _format_place(*_place_of(*shown[-1])) if len(following) > page.most else None
    plain = [_make_row(search.direction, chain) for search, chain in shown]
    _add_elsewhere(graph, party, on, plain)
    rows = add_distinctions(graph, plain, name="party")
    found = [(search, chain, row) for (search, chain), row in zip(shown, rows, strict=True)]
    findings = [
        _make_finding(one, [(chain, row) for of, chain, row in found if of is one], party, start, hops) for one in searches
    ]
    parameters = {"party": party, "directions": wanted, "hops": hops, **chosen, **page.as_parameters()}
    cut = next_ is not None or any(search.cut for search in searches)
    return Answer("feeds", parameters, on, rows, findings, cut, next_)


def _run_searches(
    reader: Reader, party: str, directions: list[FlowDirection], hops: int, on: str, chosen: dict[str, Any]
) -> tuple[Localizable, list[FlowSearch]]:
    row = reader.read("parties/of-id", id=party).rows[0]
    searches = [FlowSearch(direction, {party: ReachedParty(party, term_of(row), 0)}, [party]) for direction in directions]
    for hop in range(1, hops + 1):
        unfinished = [search for search in searches if search.frontier]
        if unfinished:
            _extend_searches(reader, unfinished, hop, {**chosen, "on": on})
    return name_on_day(row, on), searches


def name_on_day(row: PartyRow, on: str) -> Localizable:
    """Return the name of a party; of one that has ended by the day, from which nothing flows any more, with its last day."""
    if row["valid_to"] and row["valid_to"] < on:
        return Text("{party} (ended {day})", party=term_of(row), day=join_day(row["valid_to"], row["valid_to_words"]))
    return term_of(row)


def read_name_on_day(reader: Reader, party: str, on: str) -> Localizable:
    """Return the name of the party of an id, like `name_on_day`."""
    return name_on_day(reader.read("parties/of-id", id=party).rows[0], on)


def _extend_searches(reader: Reader, searches: Sequence[FlowSearch], hop: int, chosen: dict[str, Any]) -> None:
    """Extend each search by one hop, with a single query."""
    nowhere: dict[str, Any] = {direction: [] for direction in FLOW_DIRECTIONS}
    answer = reader.read(AROUND_TEXT, **nowhere | {search.direction: search.frontier for search in searches}, **chosen)
    for search in searches:
        search.asked = {**nowhere, search.direction: search.frontier, **chosen}
        search.cut |= answer.cut
        _extend_search(search, [row for row in answer.rows if row["direction"] == search.direction], hop)


def _extend_search(search: FlowSearch, rows: Sequence[PartyRow], hop: int) -> None:
    """Extend a search by one hop: each newly reached party gets its best chain."""
    near, far = ("target", "source") if search.direction == "up" else ("source", "target")
    found: dict[str, list[ReachedParty]] = {}
    for row in rows:
        if row[far] not in search.reached:
            chain = search.reached[row[near]]
            longer = ReachedParty(row[far], term_of(row), hop, (*chain.parties, row[far]), (*chain.links, row))
            found.setdefault(row[far], []).append(longer)
    search.reached |= {party: _choose_best(chains) for party, chains in found.items()}
    search.frontier = sorted(found)


def _choose_best(chains: Sequence[ReachedParty]) -> ReachedParty:
    """Return the best of the chains that reach a party, with the last flows of the others."""
    if len(chains) == 1:
        return chains[0]
    best, *others = sorted(chains, key=lambda chain: chain.rank)
    return replace(best, others=tuple(sorted((chain.links[-1] for chain in others), key=lambda link: str(link["flow"]))))


def _list_chains(search: FlowSearch) -> list[ReachedParty]:
    """Return the chains of a search, nearest first. At one hop each flow is a chain of its own."""
    chains: list[ReachedParty] = []
    for chain in search.reached.values():
        if chain.hops == 1:
            chains += (replace(chain, links=(link,), others=()) for link in (*chain.links, *chain.others))
        elif chain.hops:
            chains.append(chain)
    return sorted(chains, key=lambda chain: (chain.hops, chain.party, chain.flows[-1]))


def _place_of(search: FlowSearch, chain: ReachedParty) -> _Place:
    """Return the place of a chain in the answer."""
    return FLOW_DIRECTIONS.index(search.direction), chain.hops, chain.party, chain.flows[-1]


def _format_place(direction: int, hops: int, party: str, flow: str) -> str:
    return f"{FLOW_DIRECTIONS[direction]}/{hops}/{party}/{flow}"


def _parse_place(page: Page) -> _Place:
    """Return the place after which the page begins. Raises NotUnderstood."""
    if not page.after:
        return (0, 0, "", "")
    direction, hops, party, flow = page.after if len(page.after) == 4 else ("", "", "", "")
    if not (direction in FLOW_DIRECTIONS and hops.isdecimal() and party and flow):
        raise page_place_error(page)
    return FLOW_DIRECTIONS.index(direction), int(hops), party, flow


def _make_row(direction: FlowDirection, chain: ReachedParty) -> dict[str, Any]:
    last = chain.links[-1]
    return {
        "party": chain.party,
        "name": chain.name.sv,
        "name_en": chain.name.en,
        "direction": direction,
        "hops": chain.hops,
        "flows": list(chain.flows),
        "others": [link["flow"] for link in chain.others],
        "through": list(chain.parties[:-1]),
        "elsewhere": [],
        "kind": last["kind"],
        "carries": last["carries"],
        "standing": worst_of(chain.links, "standing"),
        "certainty": worst_of(chain.links, "certainty"),
        "example": any(link["example"] for link in chain.links),
        "evidence": _evidence_of(chain.links),
    }


def _add_elsewhere(graph: Graph, party: str, on: str, rows: Sequence[dict[str, Any]]) -> None:
    """Set in rows of several hops the names of the municipalities that the chain passes and neither end is of."""
    far = [row for row in rows if row["through"]]
    if not far:
        return
    parties = read_flow_parties(graph, on, {party, *(id_ for row in far for id_ in (row["party"], *row["through"]))})
    places = read_places(graph).rows
    for row in far:
        found = find_elsewhere(parties, (party, *row["through"], row["party"]))
        row["elsewhere"] = [places[place]["name"] for place in found]


def _evidence_of(links: Iterable[dict[str, Any]]) -> list[str]:
    """Return the evidence of the flows without repetitions, in order."""
    return list(dict.fromkeys(item for link in links for item in link["evidence"]))


def worst_of(links: Iterable[PartyRow], field_: str) -> str:
    """Return what the standing or the certainty of some links makes that of their whole chain."""
    values = [link[field_] for link in links]
    return WORST_VALUES[field_] if WORST_VALUES[field_] in values else values[-1]


def _make_finding(
    search: FlowSearch, shown: Sequence[tuple[ReachedParty, PartyRow]], party: str, start: Localizable, hops: int
) -> ProvenSentence:
    """Return the sentence about a search, with the rows of this page."""
    found = [chain for chain in search.reached.values() if chain.hops]
    links = [link for chain, _row in shown for link in chain.links]
    return ProvenSentence(
        rule=f"feeds-{search.direction}",
        sentence=_make_sentence(search.direction, start, sum(chain.hops == 1 for chain in found), len(found), hops),
        entities=(party, *(chain.party for chain, _row in shown)),
        asked=cite_query(AROUND_TEXT, search.asked),
        rows=tuple(row for _chain, row in shown),
        evidence=tuple(_evidence_of(links)),
        certainty=find_certainty(*(link["certainty"] for link in links)),
        example=any(link["example"] for link in links),
    )


def _make_sentence(direction: FlowDirection, party: Localizable, near: int, within: int, hops: int) -> Text:
    words: dict[str, Any] = {"party": party, "near": near, "within": within, "hops": hops}
    if direction == "up":
        if not within:
            return Text("Nobody on record feeds {party}.", party=party)
        if hops == 1:
            return Text("{party} is fed directly by {near}.", party=party, near=near)
        return Text("{party} is fed directly by {near}, and by {within} in all within {hops} hops.", **words)
    if not within:
        return Text("{party} feeds nobody on record.", party=party)
    if hops == 1:
        return Text("{party} feeds {near} directly.", party=party, near=near)
    return Text("{party} feeds {near} directly, and {within} in all within {hops} hops.", **words)
