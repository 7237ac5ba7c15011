"""Who feeds whom (§6.4.4, bil. 6): up- and downstream of a party, at which distance, by which chain of flows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from model.errors import LimitExceeded, NotUnderstood
from model.findings import Answer, Asked, Finding
from model.language import Joined, Said, Term, Text
from model.vocabulary.flows import FlowKind
from model.vocabulary.record import Standing
from queries.landscape.names import Row, term, told_apart
from queries.landscape.parties import find_party
from queries.server.catalogue import query
from queries.server.graph import Graph, Reader
from queries.server.paging import WHOLE, Page, no_place, page_of

Direction = Literal["up", "down"]
MOST_HOPS = 10
"""The farthest that a chain is followed."""
WORST = {"standing": "proposed", "certainty": "uncertain"}
"""What makes a chain of flows proposed or uncertain."""
DIRECTIONS: tuple[Direction, ...] = ("up", "down")
AROUND = "flows/around"
Place = tuple[int, int, str, str]
"""Where a row stands in the answer: number of the direction, hops, party and last flow."""


@dataclass(slots=True)
class Reached:
    """A party that flows reach, by one of its shortest chains, and the other flows by which it is reached at that distance.

    Of several chains it is one that exists, is certain and is no example, rather than not; of those the one of the smallest ids.
    """

    party: str
    name: Term
    hops: int
    parties: tuple[str, ...] = ()
    links: tuple[Row, ...] = ()
    others: tuple[Row, ...] = ()

    @property
    def flows(self) -> tuple[str, ...]:
        """The ids of the chain's flows."""
        return tuple(link["flow"] for link in self.links)

    @property
    def rank(self) -> tuple[bool, bool, bool, tuple[str, ...]]:
        """What the chain is chosen by: the least of a party's."""
        proposed, uncertain = (any(link[name] == worst for link in self.links) for name, worst in WORST.items())
        return proposed, uncertain, any(link["example"] for link in self.links), self.flows


@dataclass(slots=True)
class Search:
    """A frontier search from one party in one direction: `reached` by id, `frontier` the ids of the last hop."""

    direction: Direction
    reached: dict[str, Reached]
    frontier: list[str]
    cut: bool = False
    asked: dict[str, Any] = field(default_factory=dict)


def feeds(
    graph: Graph,
    party: str,
    on: str,
    *,
    directions: Iterable[Direction] = ("up", "down"),
    hops: int = 2,
    kinds: Iterable[str] = (),
    standings: Iterable[str] = (),
    page: Page = WHOLE,
) -> Answer:
    """Who feeds the party of id `party`, and whom it feeds, within `hops` flows of `kinds` (all unless given) on the day `on`.

    A flow counts while both its ends hold: the party itself, too. One row per direction and flow of one hop, and per
    direction and party that is farther away: `party`, `name`, `direction`, `hops`, `flows` (the chain's ids, from the asked
    party outwards), `others` (the ids of the other flows by which the party is reached at that distance), `through` (the
    parties on the way), `kind` and `carries` of the last flow, the chain's `standing`, `certainty`, `example`, and the
    `evidence` of all its flows; `name_apart` of namesakes. A finding per direction, whose sentence is of all, whatever the
    page. Raises LimitExceeded over MOST_HOPS, NotUnderstood for a page after a place that is none.
    """
    if not 1 <= hops <= MOST_HOPS:
        raise LimitExceeded(Text("hops are from 1 to {most}, not {hops}", most=MOST_HOPS, hops=hops))
    chosen = {
        "kinds": sorted(set(kinds)) or [str(kind) for kind in FlowKind],
        "standings": sorted(set(standings)) or [str(standing) for standing in Standing],
    }
    wanted = sorted(set(directions), key=DIRECTIONS.index)
    after = _place(page)
    start, searches = graph.reading(lambda reader: _searches(reader, party, wanted, hops, on, chosen))
    following = [(search, chain) for search in searches for chain in _chains(search) if _at(search, chain) > after]
    shown = following[: page.most]
    next_ = _told(*_at(*shown[-1])) if len(following) > page.most else None
    rows = told_apart(graph, (_row(search.direction, chain) for search, chain in shown), name="party")
    told = [(search, chain, row) for (search, chain), row in zip(shown, rows, strict=True)]
    findings = [_finding(one, [(chain, row) for of, chain, row in told if of is one], party, start, hops) for one in searches]
    parameters = {"party": party, "directions": wanted, "hops": hops, **chosen, **page.named()}
    cut = next_ is not None or any(search.cut for search in searches)
    return Answer("feeds", parameters, on, rows, findings, cut, next_)


def asked_feeds(
    graph: Graph,
    said: str,
    on: str,
    standings: Iterable[str],
    *,
    direction: Direction | Literal["both"],
    hops: int,
    kinds: Iterable[str],
    most: int | None,
    after: str | None,
) -> Answer:
    """`feeds` as somebody asks for it: by what parties and kinds are called. Raises NotFound, LimitExceeded, NotUnderstood."""
    return feeds(
        graph,
        find_party(graph, said),
        on,
        directions=DIRECTIONS if direction == "both" else (direction,),
        hops=hops,
        kinds=kinds_of(kinds),
        standings=standings,
        page=page_of(most, after),
    )


def kinds_of(said: Iterable[str]) -> list[FlowKind]:
    """Kinds of flow from their codes or words in either language. Raises NotUnderstood."""
    words = {word.casefold(): kind for kind in FlowKind for word in (kind.value, kind.term.sv, kind.term.en)}
    unknown = [word for word in said if word.casefold() not in words]
    if unknown:
        text = Text("unknown kind of flow '{kind}'", kind="', '".join(unknown))
        raise NotUnderstood(text, (), Text("Choose among {choices}.", choices=Joined(kind.term for kind in FlowKind)))
    return [words[word.casefold()] for word in said]


def _searches(
    reader: Reader, party: str, directions: list[Direction], hops: int, on: str, chosen: dict[str, Any]
) -> tuple[Said, list[Search]]:
    row = reader.read("parties/of-id", id=party).rows[0]
    searches = [Search(direction, {party: Reached(party, term(row), 0)}, [party]) for direction in directions]
    for hop in range(1, hops + 1):
        going_on = [search for search in searches if search.frontier]
        if going_on:
            _hop(reader, going_on, hop, {**chosen, "on": on})
    return _called_on(row, on), searches


def _called_on(row: Row, on: str) -> Said:
    """What a party is called, and that it has ended by the day: then nothing flows."""
    ended = row["valid_to"] and row["valid_to"] < on
    if not ended:
        return term(row)
    return Text("{party} (ended {day})", party=term(row), day=row["valid_to_words"] or row["valid_to"])


def _hop(reader: Reader, searches: Sequence[Search], hop: int, chosen: dict[str, Any]) -> None:
    """One hop on in each search, asked for by one text."""
    nowhere: dict[str, Any] = {direction: [] for direction in DIRECTIONS}
    answer = reader.read(AROUND, **nowhere | {search.direction: search.frontier for search in searches}, **chosen)
    for search in searches:
        search.asked = {**nowhere, search.direction: search.frontier, **chosen}
        search.cut |= answer.cut
        _step(search, [row for row in answer.rows if row["direction"] == search.direction], hop)


def _step(search: Search, rows: Sequence[Row], hop: int) -> None:
    """One hop on: every party not reached before, by the best chain among those that reach it now."""
    near, far = ("target", "source") if search.direction == "up" else ("source", "target")
    found: dict[str, list[Reached]] = {}
    for row in rows:
        if row[far] not in search.reached:
            found.setdefault(row[far], []).append(_longer(search.reached[row[near]], row, row[far], hop))
    search.reached |= {party: _best(chains) for party, chains in found.items()}
    search.frontier = sorted(found)


def _longer(chain: Reached, row: Row, party: str, hop: int) -> Reached:
    return Reached(party, term(row), hop, (*chain.parties, party), (*chain.links, row))


def _best(chains: Sequence[Reached]) -> Reached:
    """The best of the chains that reach a party, with the last flows of the others."""
    if len(chains) == 1:
        return chains[0]
    best, *others = sorted(chains, key=lambda chain: chain.rank)
    return replace(best, others=tuple(sorted((chain.links[-1] for chain in others), key=lambda link: str(link["flow"]))))


def _chains(search: Search) -> list[Reached]:
    """What was reached, the nearest first: by each of its flows where they come straight from the party that is asked about."""
    chains = (one for chain in search.reached.values() for one in (_each(chain) if chain.hops == 1 else [chain]) if chain.hops)
    return sorted(chains, key=lambda chain: (chain.hops, chain.party, chain.flows[-1]))


def _each(chain: Reached) -> Iterator[Reached]:
    return (replace(chain, links=(link,), others=()) for link in (*chain.links, *chain.others))


def _at(search: Search, chain: Reached) -> Place:
    """Where a row stands in the answer."""
    return DIRECTIONS.index(search.direction), chain.hops, chain.party, chain.flows[-1]


def _told(direction: int, hops: int, party: str, flow: str) -> str:
    return f"{DIRECTIONS[direction]}/{hops}/{party}/{flow}"


def _place(page: Page) -> Place:
    """Where the page begins. Raises NotUnderstood."""
    if not page.after:
        return (0, 0, "", "")
    direction, hops, party, flow = page.after if len(page.after) == 4 else ("", "", "", "")
    if not (direction in DIRECTIONS and hops.isdecimal() and party and flow):
        raise no_place(page)
    return DIRECTIONS.index(direction), int(hops), party, flow


def _row(direction: Direction, chain: Reached) -> dict[str, Any]:
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
        "kind": last["kind"],
        "carries": last["carries"],
        "standing": _worst(chain.links, "standing"),
        "certainty": _worst(chain.links, "certainty"),
        "example": any(link["example"] for link in chain.links),
        "evidence": _evidence(chain.links),
    }


def _evidence(links: Iterable[dict[str, Any]]) -> list[str]:
    """What the flows rest on, each once, in the order of the flows."""
    return list(dict.fromkeys(item for link in links for item in link["evidence"]))


def _worst(links: Iterable[Row], field_: str) -> str:
    values = [link[field_] for link in links]
    return WORST[field_] if WORST[field_] in values else values[-1]


def _finding(search: Search, shown: Sequence[tuple[Reached, Row]], party: str, start: Said, hops: int) -> Finding:
    """What a search found, with the chains of it that are shown and their rows."""
    found = [chain for chain in search.reached.values() if chain.hops]
    links = [link for chain, _row in shown for link in chain.links]
    return Finding(
        f"feeds-{search.direction}",
        _sentence(search.direction, start, sum(chain.hops == 1 for chain in found), len(found), hops),
        (party, *(chain.party for chain, _row in shown)),
        asked(AROUND, search.asked),
        tuple(row for _chain, row in shown),
        tuple(_evidence(links)),
        any(link["example"] for link in links),
    )


def _sentence(direction: Direction, party: Said, near: int, within: int, hops: int) -> Text:
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


def asked(name: str, parameters: dict[str, Any]) -> Asked:
    """What was asked, with the text that anyone can ask again."""
    return Asked(name, query(name).text, parameters)


def busiest(graph: Graph, on: str) -> Finding | None:
    """The party that most flows go through on the day `on`: what stops if it leaves. None when nothing flows."""
    parameters = {"on": on, "most": 1}
    rows = graph.read("flows/busiest", **parameters).rows
    if not rows:
        return None
    row = rows[0]
    sentence = Text(
        "Most flows go through {party}: it receives {taken} and gives {given}. If it falls away, they stop there.",
        party=term(row),
        taken=row["taken"],
        given=row["given"],
    )
    return Finding("busiest-party", sentence, (row["party"],), asked("flows/busiest", parameters), (row,), (), row["example"])
