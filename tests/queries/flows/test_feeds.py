"""Who feeds whom: cases worked by hand, and random landscapes against brute force in plain Python."""

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.errors import NotFound
from model.vocabulary.contents import Contents
from model.vocabulary.flows import Flow, FlowKind
from model.vocabulary.record import Certainty, Standing
from queries.flows.feeds import find_feeds
from queries.landscape.parties import find_party
from queries.questions.parameters import FeedsQuestion
from queries.server.graph import Graph
from tests.conftest import limit_examples
from tests.graphs import empty_graph, put
from tests.landscapes import actor, flow, forum, landscape, landscapes

TODAY = "2026-11-24"


def find_reached(graph: Graph, party: str, **more: Any) -> set[tuple[str, str, int, tuple[str, ...]]]:
    answer = find_feeds(graph, FeedsQuestion(party=party, on=TODAY, **more))
    return {(row["direction"], row["party"], row["hops"], tuple(row["flows"])) for row in answer.rows}


def test_chains_of_two_hops(graph: Graph) -> None:
    put(graph, landscape(actor("a"), forum("b"), actor("c"), flow("a", "b"), flow("b", "c", FlowKind.ORDER)))
    assert find_reached(graph, "b") == {("up", "a", 1, ("a-demand-b",)), ("down", "c", 1, ("b-order-c",))}
    assert find_reached(graph, "a", hops=2) == {
        ("down", "b", 1, ("a-demand-b",)),
        ("down", "c", 2, ("a-demand-b", "b-order-c")),
    }
    assert find_reached(graph, "a", hops=1) == {("down", "b", 1, ("a-demand-b",))}
    assert find_reached(graph, "a", kind=("order",)) == set()


def test_a_flow_that_has_ended_feeds_nobody(graph: Graph) -> None:
    put(graph, landscape(actor("a"), actor("b"), flow("a", "b", valid_to="2026-11-23")))
    assert find_reached(graph, "a") == set()
    assert [row["party"] for row in find_feeds(graph, FeedsQuestion(party="a", on="2026-11-23")).rows] == ["b"]


def test_a_flow_counts_from_either_side_while_both_its_ends_hold(graph: Graph) -> None:
    put(graph, landscape(actor("a", valid_to="2026-11-23"), actor("b"), actor("c"), flow("a", "b"), flow("c", "a")))
    assert find_reached(graph, "a") == find_reached(graph, "b") == find_reached(graph, "c") == set()
    assert (
        find_feeds(graph, FeedsQuestion(party="a", on=TODAY)).findings[1].sentence.in_("en")
        == "A (ended 2026-11-23) feeds nobody on record."
    )
    assert {row["party"] for row in find_feeds(graph, FeedsQuestion(party="a", on="2026-11-23")).rows} == {"b", "c"}


def test_only_what_exists(graph: Graph) -> None:
    put(graph, landscape(actor("a"), actor("b"), flow("a", "b", standing=Standing.PROPOSED)))
    assert find_reached(graph, "a", existing=True) == set()
    assert [row["standing"] for row in find_feeds(graph, FeedsQuestion(party="a", on=TODAY)).rows] == ["proposed"]


def test_findings_explain_themselves(graph: Graph) -> None:
    put(graph, landscape(actor("a"), actor("b"), flow("a", "b")))
    up, down = find_feeds(graph, FeedsQuestion(party="a", on=TODAY)).findings
    assert up.sentence.in_("en") == "Nobody on record feeds A."
    assert down.sentence.in_("en") == "A feeds 1 directly, and 1 in all within 2 hops."
    assert find_feeds(graph, FeedsQuestion(party="a", on=TODAY, hops=1)).findings[1].sentence.in_("en") == "A feeds 1 directly."
    assert down.entities == ("a", "b")
    assert down.evidence == ("kalla §1",)
    assert [row["evidence"] for row in down.rows] == [["kalla §1"]]
    assert "MATCH" in down.asked.cypher
    assert graph.read(down.asked.query, **down.asked.parameters).rows is not None


def test_sormland_demand_runs_green_blue_yellow(sormland_graph: Graph) -> None:
    """§6.4.4: the demand picture goes from green over blue to yellow."""
    rows = find_feeds(
        sormland_graph, FeedsQuestion(party="branschforum-transport", on=TODAY, direction="down", kind=("demand",), hops=2)
    ).rows
    found = {row["party"]: row["hops"] for row in rows}
    assert found["samverkansrad-omstallning-vagledning"] == 1
    assert found["samverkansrad-forberedande-insatser"] == 1  # bil. 7: green shares it with both
    rows = find_feeds(
        sormland_graph, FeedsQuestion(party="samverkansrad-omstallning-vagledning", on=TODAY, direction="down", kind=("demand",))
    ).rows
    assert "samverkansrad-forberedande-insatser" in {row["party"] for row in rows}


def test_sormland_government_to_region(sormland_graph: Graph) -> None:
    """§1.1: the government's assignment goes to the regions and to Tillväxtverket."""
    rows = find_feeds(sormland_graph, FeedsQuestion(party="regeringen", on=TODAY, direction="down", hops=1)).rows
    assert {row["party"] for row in rows} == {"region-sormland", "tillvaxtverket"}


@pytest.mark.parametrize("said", ["branschforum-transport", "Branschforum Transport", "branschforum  TRANSPORT"])
def test_a_party_is_found_by_what_it_is_called(sormland_graph: Graph, said: str) -> None:
    assert find_party(sormland_graph, said) == "branschforum-transport"


def test_a_party_is_found_by_alias(sormland_graph: Graph) -> None:
    assert find_party(sormland_graph, "RAR") == "samordningsforbundet-rar"


def test_an_unknown_party_gets_suggestions(sormland_graph: Graph) -> None:
    with pytest.raises(NotFound) as caught:
        find_party(sormland_graph, "arbetsformedlingn")
    assert "arbetsformedlingen" in caught.value.suggestions


def test_parallel_flows_are_each_told(graph: Graph) -> None:
    """Each flow of one hop has its row; farther away the other flows are listed by id (`t13`)."""
    order = flow("varvet", "skolan", FlowKind.INFORMATION, carries="orderläget")
    fitters = flow("varvet", "skolan", FlowKind.DEMAND, id="p3", carries="montörer", standing=Standing.PROPOSED)
    here = landscape(
        actor("hamnen"), actor("varvet"), actor("skolan"), flow("varvet", "skolan", carries="svetsare"), order, fitters,
        flow("hamnen", "varvet"), flow("hamnen", "varvet", id="a-foreslaget", standing=Standing.PROPOSED),
    )  # fmt: skip
    put(graph, here)
    down = find_feeds(graph, FeedsQuestion(party="varvet", on=TODAY, direction="down"))
    assert [(row["flows"], row["carries"]) for row in down.rows] == [
        (["p3"], "montörer"), (["varvet-demand-skolan"], "svetsare"), (["varvet-information-skolan"], "orderläget"),
    ]  # fmt: skip
    assert down.findings[0].sentence.in_("en") == "Varvet feeds 1 directly, and 1 in all within 2 hops."
    far = find_feeds(graph, FeedsQuestion(party="hamnen", on=TODAY, direction="down")).rows[-1]
    assert (far["flows"], far["standing"]) == (["hamnen-demand-varvet", "varvet-demand-skolan"], "existing")
    assert far["others"] == ["p3", "varvet-information-skolan"]


def _rank(chain: tuple[Flow, ...]) -> tuple[bool, bool, bool, tuple[str, ...]]:
    return (
        any(item.standing == Standing.PROPOSED for item in chain),
        any(item.certainty == Certainty.UNCERTAIN for item in chain),
        any(item.example for item in chain),
        tuple(item.id for item in chain),
    )


def find_by_force(contents: Contents, party: str, down: bool, hops: int, on: str) -> set[tuple[str, int, tuple[str, ...]]]:
    """Return each flow of one hop, and for farther parties the best of the shortest chains, by trying all chains."""
    now_there = {item.id for item in contents.on(on).parties()}
    flows = [item for item in contents.on(on).of(Flow).values() if now_there >= {item.source, item.target}]
    near, far = ("source", "target") if down else ("target", "source")
    found: dict[str, tuple[Flow, ...]] = {}
    direct = {(getattr(item, far), 1, (item.id,)) for item in flows if getattr(item, near) == party}
    for length in range(1, hops + 1):
        now: dict[str, tuple[Flow, ...]] = {}
        for chain in product(flows, repeat=length):
            ends = [party, *(getattr(item, far) for item in chain)]
            if all(getattr(item, near) == ends[place] for place, item in enumerate(chain)) and ends[-1] not in {party, *found}:
                now[ends[-1]] = min(now.get(ends[-1], chain), chain, key=_rank)
        found |= now
    return direct | {(id_, len(chain), tuple(item.id for item in chain)) for id_, chain in found.items() if len(chain) > 1}


@limit_examples(25)
@given(landscapes(parties=4), st.sampled_from(["2025-06-01", "2026-06-01"]))
def test_brute_force(local_graph: Graph, contents: Contents, on: str) -> None:
    put(empty_graph(local_graph), contents)
    for party in contents.parties():
        rows = find_feeds(local_graph, FeedsQuestion(party=party.id, on=on, hops=3)).rows
        for direction in ("up", "down"):
            mine = {(row["party"], row["hops"], tuple(row["flows"])) for row in rows if row["direction"] == direction}
            assert mine == find_by_force(contents, party.id, direction == "down", 3, on)
