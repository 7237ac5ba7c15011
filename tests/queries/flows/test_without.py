"""What breaks without a party: cases worked by hand, Sörmland's, and random landscapes against taking each party away."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.errors import NotUnderstood
from model.findings import Answer
from model.graphs.dominance import find_dominance
from model.vocabulary.contents import Contents
from model.vocabulary.flows import Flow, FlowKind
from model.vocabulary.record import Certainty, Standing
from model.vocabulary.registers import Place, PlaceKind
from queries.flows.without import answer_without, find_most_hanging, find_without
from queries.questions.parameters import WithoutQuestion
from queries.server.graph import Graph
from tests.conftest import limit_examples
from tests.graphs import empty_graph, put
from tests.landscapes import EVIDENCE, actor, flow, forum, landscape, landscapes, seat
from tests.model.graphs.test_dominance import reach_from

TODAY = "2026-11-24"
TOWN = Place(id="staden", name="Staden", kind=PlaceKind.MUNICIPALITY, evidence=EVIDENCE)


def ask(graph: Graph, **more: Any) -> Answer:
    return find_without(graph, WithoutQuestion(on=TODAY, **more))


def list_sentences(answer: Answer) -> list[str]:
    return [found.sentence.in_("en") for found in answer.findings]


def list_cut_off(answer: Answer) -> set[tuple[str, str, str]]:
    return {(row["kind"], row["counted"], row["party"]) for row in answer.rows if row["how"] == "cut-off"}


def put_chain(graph: Graph) -> None:
    """Demand runs from a through b to c and d; c hears of e, too."""
    put(graph, landscape(*map(actor, "abcde"), flow("a", "b"), flow("b", "c"), flow("b", "d"), flow("e", "c")))


def test_who_is_cut_off_and_who_keeps_other_ways(graph: Graph) -> None:
    put_chain(graph)
    answer = ask(graph, party="b")
    assert list_sentences(answer) == [
        "Without B, D gets no demand at all.",
        "Fewer independent ways of demand are left to C (1 of 2).",
    ]
    assert [(row["party"], row["how"], row["ways"], row["ways_without"], row["fed_by"]) for row in answer.rows] == [
        ("d", "cut-off", 1, 0, ["b"]), ("c", "weakened", 2, 1, ["b", "e"]),
    ]  # fmt: skip
    assert (answer.rows[0]["flows"], answer.rows[0]["without"], answer.rows[0]["evidence"]) == (
        ["b-demand-d"], ["b"], ["kalla §1"],
    )  # fmt: skip
    assert (
        list_sentences(ask(graph, party="a"))[0]
        == "Without A, B gets no demand at all. D is no longer reached by demand from any source (A), only by what begins on the way."
    )


def test_each_sentence_cites_a_query_that_proves_it(graph: Graph) -> None:
    put_chain(graph)
    told = ask(graph, party="a").findings[0]
    flows = graph.read(told.asked.query, **told.asked.parameters).rows
    assert {(row["source"], row["target"]) for row in flows} == {("a", "b"), ("b", "d")}
    assert told.entities == ("a", "b", "d")
    assert (told.rule, told.evidence, told.certainty, told.example) == ("cut-off-demand", EVIDENCE, Certainty.CERTAIN, False)


def test_on_whom_most_hangs(graph: Graph) -> None:
    put_chain(graph)
    answer = ask(graph)
    assert list_sentences(answer) == [
        "Without A, B gets no demand at all. D is no longer reached by demand from any source (A), only by what begins on the way.", "Without B, D gets no demand at all.",
    ]  # fmt: skip
    assert list_sentences(ask(graph, most=1)) == list_sentences(answer)[:1]
    assert ask(graph, kind=("order",)).findings == []
    found = find_most_hanging(graph, TODAY)
    assert found is not None
    assert found.entities == ("a", "b", "d")


def test_what_is_proposed_is_told_apart(graph: Graph) -> None:
    """The proposal gives c another way, and d its only one."""
    proposals = (flow("e", "c", standing=Standing.PROPOSED), flow("b", "d", standing=Standing.PROPOSED))
    put(graph, landscape(*map(actor, "abcde"), flow("a", "b"), flow("b", "c"), *proposals))
    assert list_sentences(ask(graph, party="b"))[:2] == [
        "Without B, D gets no demand at all. That counts what is proposed: counting only what exists, 1 party is cut off.",
        "Without B, C gets no demand at all. That counts only what exists: with what is proposed, 1 party is cut off.",
    ]
    assert list_cut_off(ask(graph, party="b", existing=True)) == {("demand", "existing", "c")}
    put(graph, landscape(*map(actor, "abcde"), flow("a", "b"), flow("b", "c"), proposals[1]))
    assert list_sentences(ask(graph, party="d")) == ["Nobody hangs on D: no flow from it is on record."]
    put(graph, landscape(*map(actor, "abcde"), flow("a", "b"), flow("a", "b", id="igen", standing=Standing.PROPOSED)))
    assert list_sentences(ask(graph, party="a")) == [
        "Without A, B gets no demand at all. That holds with and without what is proposed."
    ]


def test_the_same_parties_cut_off_from_other_sources_are_told_twice(graph: Graph) -> None:
    """Only with the proposal does what reaches e begin with c; whoever gets nothing at all is told once."""
    proposed = flow("c", "a", standing=Standing.PROPOSED)
    put(graph, landscape(*map(actor, "abc"), flow("a", "b"), proposed))
    assert list_sentences(ask(graph, party="a")) == [
        "Without A, B gets no demand at all. That holds with and without what is proposed."
    ]
    flows = flow("a", "b"), flow("a", "d"), flow("b", "e"), flow("d", "e"), proposed
    put(graph, landscape(*map(actor, "abcde"), *flows))
    sentence = (
        "Without A, B and D get no demand at all. E is no longer reached by demand from any source ({source}), "
        "only by what begins on the way. That counts {what}."
    )
    assert list_sentences(ask(graph, party="a")) == [
        sentence.format(source="C", what="what is proposed"), sentence.format(source="A", what="only what exists"),
    ]  # fmt: skip


def test_nobody_hangs_on_a_party_by_the_kinds_that_were_asked_for(graph: Graph) -> None:
    put(graph, landscape(*map(actor, "abc"), flow("a", "b"), flow("b", "c", FlowKind.ORDER), flow("a", "c", FlowKind.ORDER)))
    assert list_sentences(ask(graph, party="b", kind=("demand",))) == [
        "Nobody hangs on B: no flow (demand) from it is on record."
    ]
    assert list_sentences(ask(graph, party="c", kind=("demand",))) == [
        "No flow (demand) to or from C is on record on 2026-11-24: what hangs on it is not known."
    ]
    assert list_sentences(ask(graph, party="b", kind=("order",)))[0] == (
        "Nobody hangs on B alone: all that it feeds (order) are reached by other ways, too."
    )


def test_a_party_that_is_the_channel_between_others_is_told(graph: Graph) -> None:
    put(graph, landscape(*map(actor, "abc"), flow("a", "b", channel="c"), flow("a", "b", FlowKind.ORDER, channel="brev")))
    assert list_sentences(ask(graph, party="c"))[1:] == [
        (
            "C is the channel of 1 flow between others (demand): whether it would come through without the channel is not known, "
            "and it is not counted here."
        )
    ]


def test_what_is_not_on_record_is_not_known(graph: Graph) -> None:
    put(graph, landscape(actor("a"), actor("b"), actor("c"), flow("a", "b", valid_to="2026-11-23")))
    unknown = "No flow to or from A is on record on 2026-11-24: what hangs on it is not known."
    assert list_sentences(ask(graph, party="a")) == [unknown]
    before = find_without(graph, WithoutQuestion(party="a", on="2026-11-23"))
    assert list_sentences(before) == ["Without A, B gets no demand at all."]


def test_in_a_circle_without_a_way_in_whoever_one_party_alone_feeds_gets_nothing_without_it(graph: Graph) -> None:
    put(graph, landscape(*map(actor, "abc"), flow("a", "b"), flow("b", "a"), flow("b", "c")))
    sentences = ["Without B, A and C get no demand at all.", "Without A, B gets no demand at all."]
    assert list_sentences(ask(graph)) == sentences
    assert list_sentences(ask(graph, party="a"))[:1] == sentences[1:]
    assert {(row["party"], row["how"]) for row in ask(graph, party="b").rows} == {("a", "alone-fed"), ("c", "cut-off")}


def test_where_nothing_of_a_kind_exists_it_is_told_once_on_top(graph: Graph) -> None:
    proposed = flow("a", "b", standing=Standing.PROPOSED), flow("b", "c", FlowKind.ORDER)
    put(graph, landscape(*map(actor, "abc"), *proposed))
    assert list_sentences(ask(graph)) == [
        "Today no such flow (demand) is on record: what is said of it holds once what is proposed exists.",
        "Without A, B gets no demand at all.",
        "Without B, C gets no order at all.",
    ]


def test_one_whom_others_feed_on_the_way_loses_only_what_comes_from_the_source(graph: Graph) -> None:
    put(graph, landscape(*map(actor, "abcd"), flow("a", "b"), flow("a", "c"), flow("b", "d"), flow("c", "d")))
    assert list_sentences(ask(graph, party="a"))[0] == (
        "Without A, B and C get no demand at all. D is no longer reached by demand from any source (A), only by what begins on the way."
    )


def test_a_place_without_any_flow_is_not_known(graph: Graph) -> None:
    put(graph, landscape(TOWN, actor("kommunen", place="staden"), actor("a"), actor("b"), flow("a", "b")))
    assert list_sentences(ask(graph, place="staden")) == [
        f"No flow to or from any party in Staden is on record on {TODAY}: on whom it hangs is not known."
    ]


def test_on_whom_a_municipality_hangs(graph: Graph) -> None:
    """The office has no place of its own and is a part of the municipality; what flows within it does not count."""
    here = (
        TOWN,
        actor("kommunen", place="staden"),
        actor("kontoret", part_of="kommunen"),
        *map(actor, "abcd"),
        flow("a", "c"), flow("b", "d"), flow("c", "kontoret"), flow("d", "kommunen"), flow("kommunen", "kontoret"),
    )  # fmt: skip
    put(graph, landscape(*here))
    answer = ask(graph, place="staden", kind=("demand", "order"))
    demand, order = list_sentences(answer)
    assert demand == (
        "Staden hangs on no single party: C and D (both) would have to be lost before no demand from those outside that are "
        "sources reaches Kommunen and Kontoret. "
        "Other sets of 2 would, too; also in one of them: A and B."
    )
    assert order == "On record no order reaches Staden from outside."
    assert [(row["party"], row["without"], row["ways"]) for row in answer.rows] == [
        ("kommunen", ["c", "d"], 1), ("kontoret", ["c", "d"], 2),
    ]  # fmt: skip
    put(graph, landscape(*here, flow("a", "b")))
    assert list_sentences(ask(graph, place="staden", kind=("demand",))) == [
        (
            "Without A, where it begins, no demand from those that are sources reaches Staden (Kommunen and Kontoret). "
            "No other single party would."
        )
    ]
    put(graph, landscape(*(one for one in here if one.id not in ("b-demand-d", "c-demand-kontoret"))))
    assert list_sentences(ask(graph, place="staden", kind=("demand",))) == [
        (
            "Without D, where it begins, no demand from those that are sources reaches Staden (Kommunen and Kontoret). "
            "No other single party would."
        )
    ]


def test_ways_to_a_municipality_are_counted_from_outside(graph: Graph) -> None:
    put(graph, landscape(
        TOWN, *(actor(id_, place="staden") for id_ in ("kommunen", "kontoret")), *map(actor, "ab"),
        flow("a", "kommunen"), flow("b", "kommunen"), flow("kontoret", "kommunen"),
    ))  # fmt: skip
    rows = ask(graph, place="staden", kind=("demand",)).rows
    assert [(row["party"], row["ways"], row["ways_without"]) for row in rows] == [("kommunen", 2, 0)]


def test_who_joins_those_who_sit_together(graph: Graph) -> None:
    here = (forum("f"), forum("g"), *map(actor, "abc"), seat("f", "a"), seat("f", "b"), seat("g", "b"), seat("g", "c"))
    put(graph, landscape(*here))
    assert list_sentences(ask(graph)) == [
        "Without B, nothing joins these 2 groups, none larger than another: (A and F), (C and G).",
    ]
    answer = ask(graph, party="b")
    assert [(row["party"], row["how"], row["fed_by"]) for row in answer.rows] == [
        ("a", "apart", ["f"]), ("c", "apart", ["g"]), ("f", "apart", ["a", "b"]), ("g", "apart", ["b", "c"]),
    ]  # fmt: skip
    put(graph, landscape(*here, actor("d"), seat("f", "d")))
    assert list_sentences(ask(graph, party="b")) == [
        f"No flow to or from B is on record on {TODAY}: what hangs on it is not known.",
        "Without B, C and G would be apart from the 3 other parties and forums that seats join.",
    ]
    put(graph, landscape(*here, seat("g", "a")))
    assert list_sentences(ask(graph)) == []


def test_a_party_or_a_place_not_both(graph: Graph) -> None:
    put(graph, landscape(TOWN, actor("a")))
    with pytest.raises(NotUnderstood, match="a party and a place"):
        answer_without(graph, WithoutQuestion(party="a", place="staden"))


def test_sormland_groups_of_rar_hang_on_the_yellow_council(sormland_graph: Graph) -> None:
    """§6.4.4: demand reaches RAR-LG from the yellow council alone; the local workshops hear of it from five branch forums."""
    answer = answer_without(sormland_graph, WithoutQuestion(party="Gula rådet", kind=("demand",), on=TODAY))
    assert [(row["party"], row["counted"], row["certainty"]) for row in answer.rows] == [("rar-lg", "all", "uncertain")]
    place = answer_without(sormland_graph, WithoutQuestion(place="Nyköping", kind=("demand",), on=TODAY))
    assert [(row["party"], row["ways"], len(row["without"])) for row in place.rows] == [
        ("lokal-kompetensverkstad-nykoping", 5, 5)
    ]
    assert (
        "the function Analyst"
        in list_sentences(answer_without(sormland_graph, WithoutQuestion(kind=("information",), on=TODAY)))[0]
    )


@limit_examples(15)
@given(landscapes(parties=5), st.sampled_from(["2025-06-01", "2026-06-01"]))
def test_equal_to_taking_each_party_away(local_graph: Graph, contents: Contents, on: str) -> None:
    put(empty_graph(local_graph), contents)
    now_there = {item.id for item in contents.on(on).parties()}
    flows = [item for item in contents.on(on).of(Flow).values() if now_there >= {item.source, item.target}]
    for party in contents.parties():
        for existing in (False, True):
            answer = find_without(local_graph, WithoutQuestion(party=party.id, existing=existing, on=on))
            counted = "existing" if existing else "all"
            mine = {(row["kind"], row["party"]) for row in answer.rows if row["how"] == "cut-off" and row["counted"] == counted}
            assert mine == _cut_off_by_force(flows, party.id, existing)
            for told in answer.findings:
                if told.rule.startswith("cut-off"):
                    into = local_graph.read(told.asked.query, **told.asked.parameters).rows
                    assert {row["source"] for row in into} <= set(told.entities)


def _cut_off_by_force(flows: list[Flow], party: str, existing: bool) -> set[tuple[str, str]]:
    """The parties of each kind of flow that no source reaches without a party."""
    found = set()
    for kind in FlowKind:
        chosen = [item for item in flows if item.kind == kind and not (existing and item.standing == Standing.PROPOSED)]
        arcs = [(item.source, item.target) for item in chosen if item.source != item.target]
        left = reach_from(find_dominance(arcs).sources, arcs, {party})
        found |= {(str(kind), end) for arc in arcs for end in arc if end not in left and end != party}
    return found
