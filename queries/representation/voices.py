"""The seats by which each party is represented, and the networks in between. Pure: rows in, voices out.

A party is represented by a seat that it holds, by a seat that another holds on its behalf, and by the seats of its network,
of the network of that network, and so on. The shortest chain counts; of equally short ones the one on record as existing, then as
certain, then the one without examples.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from model.graphs.mending import MOST_CHAIN
from model.vocabulary.forums import Position
from model.vocabulary.record import Certainty, Standing

_Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, order=True)
class NetworkChain:
    """The networks between a party and a seat, nearest first, and whether a link is proposed, uncertain or an example.

    Smaller is better.
    """

    proposed: bool = False
    uncertain: bool = False
    example: bool = False
    through: tuple[str, ...] = ()

    def extend(self, party: str, link: _Row) -> "NetworkChain":
        """Return the chain that goes on to a party by a link with standing, certainty and example."""
        return NetworkChain(*self._weaken(link), (*self.through, party))

    def end_in(self, seat: _Row) -> "NetworkChain":
        """Return the chain with what its seat adds to its weakness."""
        return NetworkChain(*self._weaken(seat), self.through)

    def _weaken(self, link: _Row) -> tuple[bool, bool, bool]:
        return (
            self.proposed or link["standing"] == Standing.PROPOSED,
            self.uncertain or link["certainty"] == Certainty.UNCERTAIN,
            self.example or bool(link["example"]),
        )


@dataclass(frozen=True, slots=True)
class SeatVoice:
    """A seat by which a party is represented in a forum.

    `holder` is whose seat it is, `through` the networks from the party's nearest to the holder; none if the party holds it. A
    deputy only sits when another member is absent; a co-opted party has a voice and is no member.
    """

    forum: str
    area: str
    level: str
    seat: str
    holder: str
    through: tuple[str, ...]
    deputy: bool
    coopted: bool
    standing: str
    certainty: str
    example: bool

    @property
    def steps(self) -> int:
        """Return how many networks lie between the party and the seat."""
        return len(self.through)


def are_proposed(voices: Collection[SeatVoice]) -> bool:
    """Return whether there are voices and all are by seats or networks that are only proposed."""
    return bool(voices) and all(voice.standing == Standing.PROPOSED for voice in voices)


def are_uncertain(voices: Collection[SeatVoice]) -> bool:
    """Return whether there are voices and all are by seats or networks that are uncertain."""
    return bool(voices) and all(voice.certainty == Certainty.UNCERTAIN for voice in voices)


class VoiceFinder:
    """Finds the voices of parties among seats and links.

    A seat has the columns of `representation/seats`, a link those of `representation/represented`.
    """

    def __init__(self, seats: Iterable[_Row], links: Iterable[_Row]) -> None:
        self._held: dict[str, list[_Row]] = defaultdict(list)
        self._spoken_for: dict[str, list[_Row]] = defaultdict(list)
        self._links: dict[str, list[_Row]] = defaultdict(list)
        for seat in seats:
            self._held[seat["holder"]].append(seat)
            if seat["behalf"] not in (None, seat["holder"]):
                self._spoken_for[seat["behalf"]].append(seat)
        for link in links:
            self._links[link["actor"]].append(link)

    def find(self, party: str) -> tuple[SeatVoice, ...]:
        """Return the voices of a party, one for each seat, by forum and seat."""
        best: dict[str, tuple[int, NetworkChain, _Row]] = {}
        for seat, chain in self._list_seats(self._find_chains(party)):
            found = (len(chain.through), chain)
            if seat["seat"] not in best or found < best[seat["seat"]][:2]:
                best[seat["seat"]] = (*found, seat)
        voices = (_make_voice(seat, chain) for _steps, chain, seat in best.values())
        return tuple(sorted(voices, key=lambda voice: (voice.forum, voice.seat)))

    def _find_chains(self, party: str) -> Mapping[str, NetworkChain]:
        """Return the best chain to each party that speaks for `party`, itself included."""
        chains = {party: NetworkChain()}
        frontier = dict(chains)
        for _step in range(MOST_CHAIN):
            next_: dict[str, NetworkChain] = {}
            for reached, chain in frontier.items():
                for link in self._links.get(reached, ()):
                    longer = chain.extend(link["network"], link)
                    if link["network"] not in chains and longer <= next_.get(link["network"], longer):
                        next_[link["network"]] = longer
            chains |= next_
            frontier = next_
        return chains

    def _list_seats(self, chains: Mapping[str, NetworkChain]) -> Iterator[tuple[_Row, NetworkChain]]:
        """Yield the seats that parties at the end of chains hold, or that are held on their behalf."""
        for reached, chain in chains.items():
            yield from ((seat, chain.end_in(seat)) for seat in self._held.get(reached, ()))
            if len(chain.through) < MOST_CHAIN:
                yield from ((seat, chain.extend(seat["holder"], seat)) for seat in self._spoken_for.get(reached, ()))


def _make_voice(seat: _Row, chain: NetworkChain) -> SeatVoice:
    return SeatVoice(
        seat["forum"],
        seat["area"],
        seat["level"],
        seat["seat"],
        seat["holder"],
        chain.through,
        seat["position"] == Position.DEPUTY,
        seat["position"] == Position.COOPTED,
        str(Standing.PROPOSED if chain.proposed else Standing.EXISTING),
        str(Certainty.UNCERTAIN if chain.uncertain else Certainty.CERTAIN),
        chain.example,
    )
