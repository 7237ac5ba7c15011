"""A party on which others hang: many, a whole municipality, or a forum that several feed."""

from collections.abc import Iterable

from model.vocabulary.finding_rules import FindingRule
from model.vocabulary.flows import FlowKind
from model.vocabulary.record import Record, Standing
from queries.server.graph import Graph
from tests.graphs import put
from tests.landscapes import actor, flow, forum, landscape
from tests.queries.findings.runs import find_ids, find_one, run_rule
from tests.queries.flows.test_without import TOWN

RULE = FindingRule.HANGS_ON_ONE


def fan(hub: str, count: int) -> Iterable[Record]:
    """Records by which so many parties hang on one."""
    for number in range(count):
        yield actor(f"{hub}{number}")
        yield flow(hub, f"{hub}{number}")


def test_many_count_from_the_threshold_and_the_most_come_first(graph: Graph) -> None:
    put(graph, landscape(actor("a"), actor("b"), actor("c"), *fan("a", 5), *fan("b", 6), *fan("c", 4)))
    assert find_ids(graph, RULE) == ["b", "a"]
    assert [found.about for found in run_rule(graph, RULE, threshold=4).findings] == [("b",), ("a",), ("c",)]
    run = run_rule(graph, RULE, most=1)
    assert (len(run.findings), run.left_out) == (1, 1)
    assert run.findings[0].sentence.in_("en") == (
        "Without B, 6 parties get no demand at all: B0, B1, B2, B3 and 2 more. Limit: starting value 5 parties."
    )


def test_a_municipality_that_hangs_on_a_party_outside(graph: Graph) -> None:
    here = (TOWN, actor("kommunen", place="staden"), actor("kontoret", part_of="kommunen"), actor("a"), actor("b"))
    both = (flow("a", "kommunen"), flow("a", "kontoret"))
    put(graph, landscape(*here, *both))
    assert find_one(graph, RULE).sentence.in_("en") == (
        "Without A, Kommunen and Kontoret get no demand at all. In Staden nothing from the sources arrives any more."
    )
    put(graph, landscape(*here, *both, flow("b", "kontoret")))  # another feeds the office
    assert find_ids(graph, RULE) == []
    put(graph, landscape(*here, flow("kommunen", "kontoret")))  # nothing comes from outside
    assert find_ids(graph, RULE) == []
    put(graph, landscape(*here, flow("a", "kommunen")))  # only its own feeder is lost: nothing that is not seen at once
    assert find_ids(graph, RULE) == []


def test_a_forum_that_several_feed_and_that_hangs_on_one_all_the_same(graph: Graph) -> None:
    here = (*map(actor, "abc"), forum("f"), flow("a", "b"), flow("a", "c"), flow("b", "f"))
    put(graph, landscape(*here, flow("c", "f", standing=Standing.PROPOSED)))
    assert find_one(graph, RULE).sentence.in_("en") == (
        "Without A, B and C get no demand at all. F is no longer reached by demand from any source (A), only by what begins on the way. "
        "That holds with and without what is proposed. "
        "F is fed by several, and hangs on it all the same."
    )
    put(graph, landscape(*here))
    assert find_ids(graph, RULE) == []


def test_other_kinds_of_flow_are_named(graph: Graph) -> None:
    orders = (flow("a", f"a{number}", FlowKind.ORDER) for number in range(5))
    put(graph, landscape(actor("a"), *fan("a", 6), *orders))
    assert find_one(graph, RULE).sentence.in_("en").endswith("Others hang on it for order, too.")
