"""Parties and flows are counted by where they stand, and a part of the map is read by itself, on both servers."""

from model.changes.operations import build_creation
from model.map_counts import CountedCell, FlowCount, count_parties
from model.vocabulary.actors import Actor
from model.vocabulary.flows import Flow
from model.vocabulary.record import Standing
from model.vocabulary.registers import Place, PlaceKind
from queries.landscape.derived import derive_properties
from queries.landscape.map_counts import CellSelection, list_part, read_flow_counts, read_part, read_party_counts
from queries.landscape.surroundings import read_surroundings
from queries.server.graph import Graph
from tests.graphs import put
from tests.landscapes import EVIDENCE, actor, concerns, flow, forum, landscape

DAY = "2026-06-01"
ACTORS, FORUMS = "typ/lokal/actor/-", "area:gron/regional/forum/slag"
FULL = landscape(
    *(Place(id=id_, name=id_.capitalize(), kind=PlaceKind.MUNICIPALITY, evidence=EVIDENCE) for id_ in ("by", "stad")),
    actor("a", place="by"),
    actor("b", place="stad"),
    actor("c"),
    actor("d", valid_to="2025-12-31"),
    forum("f", place="by"),
    forum("p", standing=Standing.PROPOSED),
    flow("a", "f"),
    flow("b", "f"),
    flow("c", "f", standing=Standing.PROPOSED),
    flow("d", "f"),
    flow("f", "p"),
    flow("a", "b"),
    concerns("a", "gron"),
)


def test_what_is_kept_of_a_place_on_the_map() -> None:
    values = build_creation(actor("a", place="by")).after
    assert values
    assert derive_properties(Actor, values) == {"merged": None, "cell": ACTORS, "spot": f"{ACTORS} by a"}
    assert CountedCell.parse(FORUMS) == CountedCell(None, "gron", "regional", "forum", "slag")


def test_a_large_landscape_is_counted_by_cell_and_opened_by_part(graph: Graph) -> None:
    put(graph, FULL)
    counts = read_party_counts(graph, DAY)
    found = {(count.cell, count.place, str(count.standing)): count.parties for count in counts}
    assert found == {
        (ACTORS, "by", "existing"): 1,
        (ACTORS, "stad", "existing"): 1,
        (ACTORS, None, "existing"): 1,
        (FORUMS, "by", "existing"): 1,
        (FORUMS, None, "proposed"): 1,
    }
    assert (count_parties(counts), count_parties(counts, existing=True)) == (5, 4)
    assert {*read_flow_counts(graph, DAY)} == {
        FlowCount(ACTORS, FORUMS, "demand", "existing", 2),
        FlowCount(ACTORS, FORUMS, "demand", "proposed", 1),
        FlowCount(FORUMS, FORUMS, "demand", "existing", 1),
        FlowCount(ACTORS, ACTORS, "demand", "existing", 1),
    }
    assert [*read_flow_counts(graph, DAY, ["by"])] == [FlowCount(ACTORS, FORUMS, "demand", "existing", 1)]
    everything = CellSelection((ACTORS, FORUMS))
    first = list_part(graph, DAY, everything, 3)
    assert (first.ids, list_part(graph, DAY, everything, 3, first.after or "").ids) == (("p", "f", "c"), ("a", "b"))
    assert list_part(graph, DAY, CellSelection((ACTORS,), "typ/lokal"), 9).ids == ("c", "a", "b")
    assert list_part(graph, DAY, CellSelection((ACTORS, FORUMS), "", ("by",)), 9).ids == ("f", "a")
    assert list_part(graph, DAY, CellSelection((FORUMS,), "area:gron", existing=True), 9).ids == ("f",)
    part = read_part(graph, DAY, {"a", "b", "f"})
    assert {party.id for party in part.parties()} == {"a", "b", "f"}
    assert {*part.of(Flow)} == {"a-demand-f", "b-demand-f", "a-demand-b"}


def test_what_is_around_a_party_is_read_from_it_on(graph: Graph) -> None:
    put(graph, FULL)

    def find(steps: int, *ends: str, existing: bool = False) -> set[str]:
        return {party.id for party in read_surroundings(graph, "f", DAY, steps, ends, existing).contents.parties()}

    assert find(1, "source", "target") == {"a", "b", "c", "f", "p"}
    assert (find(1, "source"), find(1, "target")) == ({"f", "p"}, {"a", "b", "c", "f"})
    assert find(2, "target", "source", existing=True) == {"a", "b", "f"}
