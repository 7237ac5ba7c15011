"""A party with everything one step from it, on both servers."""

from model.vocabulary.flows import Flow
from model.vocabulary.forums import Seat
from model.vocabulary.registers import Area, Source
from queries.landscape.vicinity import Vicinity, read_vicinity
from queries.server.graph import Graph
from tests.graphs import put
from tests.landscapes import actor, assignment, concerns, decision, flow, forum, landscape, represents, seat

DAY = "2026-06-01"


def test_a_vicinity_holds_the_party_and_what_is_one_step_away(graph: Graph) -> None:
    people = [actor("a"), actor("b"), actor("c", valid_to="2025-12-31"), actor("d"), actor("langt-bort")]
    relations = [flow("a", "f"), flow("f", "b"), flow("c", "f"), flow("langt-bort", "b"), seat("f", "d"), seat("f", "c")]
    more = [represents("f", "a"), concerns("a", "gron"), forum("f"), forum("utskott", part_of="f")]
    put(graph, landscape(*people, *relations, *more))
    found = read(graph, "f")
    assert {party.id for party in found.known.parties()} == {"a", "b", "c", "d", "f", "utskott"}
    assert {one.id for one in found.records.of(Flow).values()} == {"a-demand-f", "f-demand-b"}
    assert [one.holder for one in found.records.of(Seat).values()] == [None, "d"]
    assert ({*found.known.of(Area)}, {*found.known.of(Source)}) == ({"gron", "gul"}, {"kalla"})
    assert not found.cut
    assert read_vicinity(graph, "finns-inte", DAY) is None


def test_an_ended_party_is_there_with_what_follows_it(graph: Graph) -> None:
    put(graph, landscape(actor("gammal", valid_to="2025-12-31"), actor("ny", resulted_from=("gammal",)), flow("gammal", "ny")))
    found = read(graph, "gammal")
    assert found.ended
    assert found.records.party("gammal")
    assert not found.records.of(Flow)
    assert [row["id"] for row in found.successors] == ["ny"]
    assert not read(graph, "gammal", "2025-12-31").ended


def test_decisions_and_assignments_are_found_from_the_party(graph: Graph) -> None:
    older = decision(
        "a", assignment("a1", "a", "x"), assignment("a2", "a", "y", due="2026-01-01"), taken_in="f", taken_on="2025-01-01"
    )
    newer = decision("b", assignment("b1", "b", "x", due="2026-01-01"), taken_in="f", taken_on="2026-01-01")
    later = decision("c", assignment("c1", "c", "x"), taken_in="f", taken_on="2027-01-01")
    put(graph, landscape(forum("f"), actor("x"), actor("y"), *older, *newer, *later))
    taken = graph.read("decisions/taken-in", party="f", on=DAY, most=10).rows
    assert [(row["decision"], sorted(row["assignments"])) for row in taken] == [("b", ["b1"]), ("a", ["a1", "a2"])]
    addressed = graph.read("decisions/addressed", addressees=["x", "y"], on=DAY, most=10).rows
    assert [row["assignment"] for row in addressed] == ["a2", "b1", "a1"]


def read(graph: Graph, id_: str, on: str = DAY) -> Vicinity:
    """Return the vicinity of a party that exists."""
    found = read_vicinity(graph, id_, on)
    assert found
    return found
