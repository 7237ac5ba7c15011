"""Chain rules: each of Sörmland's in a landscape that meets it, one that breaks it and one that says nothing, and small cases."""

from collections.abc import Iterable
from typing import Any

import pytest

from model.errors import NotFound
from model.vocabulary.contents import Contents
from model.vocabulary.flows import ChainRule, ChainScope, Flow, FlowKind
from model.vocabulary.processes import Process, ProcessFlow, ProcessKind
from model.vocabulary.record import Certainty, Record, Standing
from model.vocabulary.registers import Place, PlaceKind
from queries.flows.chain_search import ChainSearch
from queries.flows.chains import answer_chains, find_chains, list_broken
from queries.questions.parameters import ChainsQuestion
from queries.server.graph import Graph
from tests.graphs import put
from tests.landscapes import EVIDENCE, actor, flow, forum, landscape

TODAY = "2026-11-24"


def rule(id_: str = "regel", scope: ChainScope = ChainScope.EACH_FROM, **more: Any) -> ChainRule:
    return ChainRule(**{"id": id_, "name": id_.capitalize(), "scope": scope, "evidence": EVIDENCE} | more)


def ask(graph: Graph, **more: Any) -> dict[str, tuple[str, int, int, int, int]]:
    """Return the state of each rule, and how many of its cases are met, proposed, broken and unknown."""
    rows = find_chains(graph, ChainsQuestion(on=TODAY, **more)).rows
    return {row["rule"]: (row["state"], row["met"], row["proposed"], row["broken"], row["unknown"]) for row in rows}


def cases(graph: Graph, rule: str = "regel", on: str = TODAY) -> set[tuple[Any, ...]]:
    rows = find_chains(graph, ChainsQuestion(rule=rule, on=on)).rows
    return {(row["giver"], row["taker"], row["state"], row["reason"], *row["flows"]) for row in rows}


def build_breaking(sormland: Contents) -> Contents:
    """Sörmland without the flows that its rules ask for, where everybody has some flow and every kind is on record."""
    rules = sormland.of(ChainRule).values()
    parties = [party.id for party in sormland.parties()]
    back = {"lokal-kompetensverkstad", "arbetsutskott"}  # they still get the orders that they no longer answer
    kept = [
        one
        for one in sormland.of(Flow).values()
        if one.kind == FlowKind.ORDER and any(kind in back for rule in rules for kind in rule.from_kinds)
    ]
    kinds = [flow("skolverket", "scb", kind) for kind in FlowKind]
    fed = [flow("skolverket", party, FlowKind.SUPPORT) for party in parties if party != "skolverket"]
    loops = list(sormland.of(Process).values())
    others = [one for one in sormland if not isinstance(one, Flow | ProcessFlow)]
    spare = Process(id="annan", name="Annan", kind=ProcessKind.SUPPORTING, standing=Standing.EXISTING, evidence=loops[0].evidence)
    fed_processes = [
        ProcessFlow(id=f"{one.id}-annan", source=one.id, target="annan", standing=Standing.EXISTING, evidence=one.evidence)
        for one in loops
    ]
    as_source = {"evidence": ("programforklaring-2020 §5",)}
    made = [one.model_copy(update=as_source) for one in (*kinds, *fed)]
    return Contents([*others, *kept, *made, spare, *fed_processes])


def exist(record: Record) -> Record:
    return record.model_copy(update={"standing": Standing.EXISTING}) if hasattr(record, "standing") else record


def test_each_rule_of_sormland_met_proposed_broken_and_unknown(graph: Graph, sormland: Contents) -> None:
    put(graph, sormland)
    as_proposed = ask(graph)
    assert {state for state, *_counts in as_proposed.values()} == {"proposed", "met"}
    assert {id_ for id_, found in as_proposed.items() if found[0] == "met"} == {
        "samrad-om-yrkesvux", "regionens-rapport-till-myh", "uppdraget-aterrapporteras"
    }  # fmt: skip
    assert {id_: found[4] for id_, found in as_proposed.items() if found[4]} == {
        "arenden-ned-till-verkstader": 1,  # Kompetensråd Teknik, of which the source tells no flow
        "arenden-upp-till-branschforum": 1,
        "forum-till-informationscentralen": 8,
        "gula-radets-information-till-verkstader": 1,
        "lokalt-stod-uppat": 2,  # and the question mark of figure 6.4.4
        "radens-information-till-verkstader": 1,
    }
    put(graph, Contents(map(exist, sormland)))
    assert {state for state, *_counts in ask(graph).values()} == {"met"}
    put(graph, build_breaking(sormland))
    broken = ask(graph)
    assert {id_ for id_, found in broken.items() if found[0] == "broken"} == set(broken)
    assert all(met == proposed == 0 for _state, met, proposed, _broken, _unknown in broken.values())
    put(graph, Contents(one for one in sormland if not isinstance(one, Flow | ProcessFlow)))
    assert {(state, broken) for state, _met, _proposed, broken, _unknown in ask(graph).values()} == {("unknown", 0)}


def test_what_nobody_has_noted_anything_about_is_unknown(graph: Graph) -> None:
    ends: dict[str, Any] = {"from_level": "lokal", "to_level": "regional", "same_area": True, "kind": FlowKind.SUPPORT}
    gives = [forum("a", level="lokal"), forum("b", level="lokal"), forum("c", level="lokal"), forum("d", "gul", level="lokal")]
    records = [
        rule(**ends),
        *gives,
        forum("r"),
        forum("natverk", None, level="lokal"),
        actor("x"),
        flow("x", "b"),
        flow("x", "d"),
    ]
    put(graph, landscape(*records))
    assert cases(graph) == {
        ("a", "r", "unknown", "no-such-flow"),
        ("b", "r", "unknown", "no-such-flow"),
        ("c", "r", "unknown", "no-such-flow"),
        ("d", None, "unknown", "nobody-receives"),
    }
    put(graph, landscape(*records, flow("a", "r", FlowKind.SUPPORT)))
    assert cases(graph) == {
        ("a", "r", "met", None, "a-support-r"),
        ("b", "r", "broken", None),
        ("c", "r", "unknown", "silent"),
        ("d", None, "unknown", "nobody-receives"),
    }


def test_parallel_flows_are_all_told_and_existing_ones_count_first(graph: Graph) -> None:
    ends: dict[str, Any] = {"from_parties": ("a",), "to_parties": ("b",)}
    proposed = flow("a", "b", standing=Standing.PROPOSED, certainty=Certainty.UNCERTAIN, certainty_reason="kanske")
    put(graph, landscape(rule(**ends), actor("a"), actor("b"), proposed, flow("a", "b", FlowKind.ORDER)))
    (row,) = find_chains(graph, ChainsQuestion(rule="regel", on=TODAY)).rows
    assert (row["state"], row["flows"], row["certainty"]) == ("met", ["a-order-b", "a-demand-b"], "certain")
    put(graph, landscape(rule(**ends), actor("a"), actor("b"), proposed))
    (row,) = find_chains(graph, ChainsQuestion(rule="regel", on=TODAY)).rows
    assert (row["state"], row["flows"], row["certainty"]) == ("proposed", ["a-demand-b"], "uncertain")


def test_each_municipality_of_a_place_and_a_chain_of_two(graph: Graph) -> None:
    county = Place(id="lan", name="Län", kind=PlaceKind.COUNTY, evidence=EVIDENCE)
    towns = [
        Place(id=f"ort-{n}", name=f"Ort {n}", kind=PlaceKind.MUNICIPALITY, within="lan", evidence=EVIDENCE) for n in (1, 2, 3)
    ]
    there = [forum(f"verkstad-{n}", level="lokal", place=f"ort-{n}") for n in (1, 2)]
    ends: dict[str, Any] = {"from_level": "regional", "to_level": "lokal", "place": "lan", "kind": FlowKind.DEMAND}
    flows = [flow("bf", "navet"), flow("navet", "verkstad-1"), flow("bf", "verkstad-2", FlowKind.ORDER)]
    given = [county, *towns, *there, forum("bf"), actor("navet"), *flows]
    put(graph, landscape(rule(scope=ChainScope.EACH_MUNICIPALITY, **ends), *given))
    rows = find_chains(graph, ChainsQuestion(place="ort-1", on=TODAY)).rows
    assert [(row["municipality"], row["state"]) for row in rows] == [("ort-1", "broken")]
    put(graph, landscape(rule(scope=ChainScope.EACH_MUNICIPALITY, longest=2, **ends), *given))
    answer = find_chains(graph, ChainsQuestion(rule="regel", on=TODAY))
    assert [(row["municipality"], row["state"], row["reason"], row["flows"]) for row in answer.rows] == [
        ("ort-2", "broken", None, []),
        ("ort-3", "unknown", "nobody-receives", []),
        ("ort-1", "met", None, ["bf-demand-navet", "navet-demand-verkstad-1"]),
    ]
    assert [str(finding.sentence) for finding in answer.findings] == [
        "Regel: met for 1, broken for 1: Bf → Ort 2, unknown for 1: Bf → Ort 3 (nobody on record to receive) (§1).",
        "No flow of the kind demand is on record from Bf to Verkstad-2 in Ort 2; that breaks the chain rule “Regel” (§1).",
    ]


def test_an_order_is_answered_by_the_one_who_got_it(graph: Graph) -> None:
    answers = rule(scope=ChainScope.EACH_PAIR, kind=FlowKind.DELIVERY, answers=FlowKind.ORDER)
    given = [forum("a"), forum("b"), forum("c"), flow("a", "b", FlowKind.ORDER), flow("a", "c", FlowKind.ORDER)]
    put(graph, landscape(answers, *given, flow("b", "a", FlowKind.DELIVERY), flow("c", "b", FlowKind.DELIVERY)))
    assert cases(graph) == {("b", "a", "met", None, "b-delivery-a"), ("c", "a", "broken", None)}
    found = list_found(graph)
    assert found == ["chain-broken/a+c+regel"]


def list_found(graph: Graph) -> list[str]:
    def read(reader: Any) -> Iterable[str]:
        return [finding.id for finding in list_broken(ChainSearch(reader, TODAY))]

    return list(graph.read_in_transaction(read))


def test_as_of_a_day_ended_parties_rules_and_flows_do_not_count(graph: Graph) -> None:
    ends: dict[str, Any] = {"from_parties": ("a", "b"), "to_parties": ("c",), "valid_to": "2026-11-24"}
    given = [actor("a", valid_to="2026-11-23"), actor("b"), actor("c"), flow("a", "c"), flow("b", "c", valid_from="2026-11-24")]
    put(graph, landscape(rule(**ends), *given))
    assert cases(graph, on="2026-11-22") == {("a", "c", "met", None, "a-demand-c"), ("b", "c", "unknown", "silent")}
    assert cases(graph) == {("b", "c", "met", None, "b-demand-c")}
    assert cases(graph, on="2026-11-25") == set()


def test_rules_are_found_by_name_and_without_any_nothing_is_said(graph: Graph) -> None:
    put(graph, landscape(rule(from_parties=("a",), to_parties=("b",)), actor("a"), actor("b"), flow("a", "b")))
    assert answer_chains(graph, ChainsQuestion(rule="Regel", party="B", on=TODAY)).rows[0]["state"] == "met"
    with pytest.raises(NotFound):
        answer_chains(graph, ChainsQuestion(rule="annan", on=TODAY))
    put(graph, landscape(actor("a"), actor("b"), flow("a", "b")))
    assert (find_chains(graph, ChainsQuestion(on=TODAY)).rows, list_found(graph)) == ([], [])
