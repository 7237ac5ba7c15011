"""How each concerned actor is represented at each level and in each forum: chains by hand, and random landscapes by brute force."""

import random
from collections.abc import Iterator
from typing import Any

import pytest

from model.graphs.mending import MOST_CHAIN
from model.vocabulary.contents import Contents
from model.vocabulary.forums import Position
from model.vocabulary.record import Certainty, Record, list_standings
from queries.representation.states import Representatives, read_representatives
from queries.representation.voices import VoiceFinder
from queries.server.graph import Graph
from tests.graphs import empty_graph, put
from tests.landscapes import actor, concerns, forum, landscape, represents, seat
from tests.queries.representation.plain_states import plain_states

DAYS = ("2026-06-01", "2025-12-31")
PLAIN = {"standing": "existing", "certainty": "certain", "example": False}


def sits(holder: str, **more: Any) -> dict[str, Any]:
    """Return a row of a seat in the forum f."""
    fields = {"seat": f"f-{holder}", "forum": "f", "area": "gron", "level": "regional", "holder": holder, "behalf": None}
    return fields | {"position": "member"} | PLAIN | more


def link(network: str, who: str, **more: Any) -> dict[str, Any]:
    """Return a row of a representation."""
    return {"network": network, "actor": who} | PLAIN | more


def test_the_shortest_chain_counts() -> None:
    links = [link("n1", "a"), link("n2", "n1"), link("n3", "n2"), link("n3", "a")]
    (voice,) = VoiceFinder([sits("n3")], links).find("a")
    assert (voice.through, voice.holder, voice.steps) == (("n3",), "n3", 1)


def test_of_equally_short_chains_the_one_on_record_as_certain_counts() -> None:
    links = [link("n1", "a", certainty="uncertain"), link("n2", "a"), link("nat", "n1"), link("nat", "n2")]
    (voice,) = VoiceFinder([sits("nat")], links).find("a")
    assert (voice.through, voice.certainty) == (("n2", "nat"), "certain")


def test_a_chain_is_as_weak_as_its_weakest_link() -> None:
    links = [link("n1", "a"), link("n2", "n1", standing="proposed", example=True)]
    (voice,) = VoiceFinder([sits("n2", certainty="uncertain")], links).find("a")
    assert (voice.standing, voice.certainty, voice.example) == ("proposed", "uncertain", True)


def test_chains_end_and_circles_do_not_turn() -> None:
    long = [link(f"n{step + 1}", f"n{step}" if step else "a") for step in range(MOST_CHAIN + 1)]
    assert len(VoiceFinder([sits(f"n{MOST_CHAIN}")], long).find("a")) == 1
    assert VoiceFinder([sits(f"n{MOST_CHAIN + 1}")], long).find("a") == ()
    assert VoiceFinder([sits("elsewhere")], [link("n", "a"), link("a", "n")]).find("a") == ()


def test_a_seat_on_behalf_of_a_network_speaks_for_its_members() -> None:
    (voice,) = VoiceFinder([sits("h", behalf="natet")], [link("natet", "a")]).find("a")
    assert (voice.holder, voice.through) == ("h", ("natet", "h"))


def test_states_by_level_and_by_forum(graph: Graph) -> None:
    seats = [seat("f", "a"), seat("f", None)]
    put(graph, landscape(actor("a"), actor("b"), forum("f"), forum("g"), seats, concerns("a", "gron"), concerns("b", "gron")))
    found = read(graph, DAYS[0])
    assert [(state.level, state.actor, state.how) for state in found.list_states()] == [
        ("regional", "a", "direct"),
        ("regional", "b", "unknown"),
    ]
    assert [(state.forum, state.actor, state.how) for state in found.list_forum_states()] == [
        ("f", "a", "direct"),
        ("f", "b", "none"),
        ("g", "a", "unknown"),
        ("g", "b", "unknown"),
    ]


def read(graph: Graph, on: str) -> Representatives:
    standings = list_standings()
    return graph.read_in_transaction(lambda reader: read_representatives(reader, on, standings))


def build_random(chance: random.Random) -> Contents:
    """Return a landscape of actors, forums and networks of networks, with deputies, vacancies, ended parties, seats and links."""

    def ends() -> dict[str, Any]:
        return chance.choice([{}, {}, {}, {"valid_to": "2026-01-15"}, {"valid_from": "2026-01-15"}])

    actors = [actor(f"a{n}", **ends()) for n in range(chance.randint(2, 7))]
    networks = [forum(f"n{n}", None, **ends()) for n in range(chance.randint(0, 5))]
    forums = [
        forum(f"f{n}", chance.choice(["gron", "gul"]), chance.choice(["regional", "lokal"]), **ends())
        for n in range(chance.randint(1, 4))
    ]
    ids = [party.id for party in (*actors, *networks)]
    records: list[Record] = [*actors, *networks, *forums]
    records += [concerns(one.id, area) for one in actors for area in ("gron", "gul") if chance.random() < 0.7]
    records += [
        represents(network, who, **ends())
        for network in ids
        for who in ids
        if network != who and chance.random() < 0.5 / len(ids) * 3
    ]
    records += _list_random_seats(chance, [one.id for one in forums], ids)
    return landscape(records)


def _list_random_seats(chance: random.Random, forums: list[str], ids: list[str]) -> Iterator[Record]:
    for where in forums:
        for n in range(chance.randint(0, 4)):
            doubt = {"certainty": Certainty.UNCERTAIN, "certainty_reason": "osagt"}
            yield seat(
                where,
                chance.choice([*ids, None]),
                id=f"{where}-{n}",
                position=chance.choice([*Position]),
                on_behalf_of=chance.choice([None, None, *ids]),
                **chance.choice([{}, {}, doubt, {"valid_to": "2026-03-01"}]),
            )


@pytest.mark.parametrize("seed", range(25))
def test_every_state_of_every_actor(graph: Graph, seed: int) -> None:
    """At each level and in each forum, on both days."""
    contents = build_random(random.Random(seed))
    put(empty_graph(graph), contents)
    for on in DAYS:
        found = read(graph, on)
        assert {(one.area, one.level, one.actor): one.how for one in found.list_states()} == plain_states(contents, on)
        by_forum = {(one.area, one.forum or "", one.actor): one.how for one in found.list_forum_states()}
        assert by_forum == plain_states(contents, on, each_forum=True)
