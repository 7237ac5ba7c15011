"""What `chains`, `brokers` and `meets` print in Swedish."""

from pathlib import Path

import pytest

from model.vocabulary.flows import ChainRule, ChainScope, FlowKind
from model.vocabulary.record import Certainty, Standing
from model.vocabulary.registers import Place, PlaceKind
from queries.server.graph import Graph
from tests.commands import run_landskap
from tests.graphs import empty_graph, put
from tests.landscapes import EVIDENCE, actor, flow, forum, landscape, seat

ON = "2026-06-01"


@pytest.fixture
def folder(local_graph: Graph, local_folder: Path) -> Path:
    rule = ChainRule(
        id="stod", name="Stöd uppåt", kind=FlowKind.SUPPORT, scope=ChainScope.EACH_FROM, from_level="lokal", to_level="regional",
        evidence=EVIDENCE,
    )  # fmt: skip
    places = [forum("a", level="lokal"), forum("b", level="lokal"), forum("r"), forum("s")]
    flows = [flow("a", "r", FlowKind.SUPPORT), flow("a", "s", FlowKind.SUPPORT), flow("r", "b")]
    put(empty_graph(local_graph), landscape(rule, *places, actor("x"), actor("y"), *flows, seat("a", "x"), seat("a", "y")))
    return local_folder


def test_chains_brokers_and_meets_in_swedish(folder: Path) -> None:
    def say(*words: str) -> list[str]:
        done = run_landskap(folder, *words, "--on", ON, LANDSKAP_LANG="sv")
        assert done.returncode == 0, done.stderr
        return [" ".join(line.split()) for line in done.stdout.splitlines()]

    said = say("chains")
    assert said[1] == "1 kedjeregel: 1 bruten"
    assert said[2] == "• Stöd uppåt: uppfylld för 1, bruten för 1: B (§1)."
    assert "Stöd uppåt begäran om stöd 1 bruten, 1 uppfylld kalla §1 stod" in said
    said = say("chains", "stod")
    assert said[1] == "2 fall: 1 bruten, 1 uppfylld"
    assert {"B ingen av 2 bruten 0", "A 2 av 2; en räcker uppfylld 2"} <= set(said)
    assert "• Intern förmedlare: R förmedlar inom Grönt, för 1 par: A → B." in say("brokers", "r")
    assert "• X sitter med 1 part, i 1 forum: Y." in say("meets", "x")


def test_of_many_ways_a_few_are_printed_and_all_with_a_number(local_graph: Graph, local_folder: Path) -> None:
    flows = [flow(*ends) for one in "bcdef" for ends in (("a", one), (one, "z"))]
    put(empty_graph(local_graph), landscape(*map(actor, "abcdefz"), *flows))

    def count_lines(*words: str) -> tuple[int, int, bool]:
        printed = run_landskap(local_folder, "feeds", "a", "--to", "z", "--on", ON, *words, LANDSKAP_LANG="sv").stdout
        return printed.count("(2 steg"), printed.count(": behov"), "… och minst 2 till" in printed

    assert count_lines() == (3, 3, True)
    assert count_lines("--ways", "6") == (5, 11, False)


def test_of_many_cases_each_rule_is_counted(local_graph: Graph, local_folder: Path) -> None:
    rules = [
        ChainRule(id=id_, name=f"Regel {id_}", kind=FlowKind.SUPPORT, scope=ChainScope.EACH_FROM, from_level="lokal",
                  to_level="regional", evidence=EVIDENCE)
        for id_ in ("ett", "tva")
    ]  # fmt: skip
    forums = [forum(f"l{number}", level="lokal", place="staden") for number in range(7)]
    town = Place(id="staden", name="Staden", kind=PlaceKind.MUNICIPALITY, evidence=EVIDENCE)
    put(empty_graph(local_graph), landscape(town, *rules, *forums, forum("r"), flow("l0", "r", FlowKind.SUPPORT)))
    done = run_landskap(local_folder, "chains", "--place", "Staden", "--on", ON, LANDSKAP_LANG="sv")
    said = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert said[1] == "14 fall: 12 okända, 2 uppfyllda"
    assert "• Okänt i 12 fall, inga flöden alls antecknade där: L1, L2, L3 och 3 till." in said
    assert "Regel ett 6 okända, 1 uppfylld ett" in said


def test_what_dead_ends_share_is_said_once_and_uncertain_ones_are_marked(local_graph: Graph, local_folder: Path) -> None:
    asked = [
        flow("a", "b", FlowKind.SUPPORT, standing=Standing.PROPOSED),
        flow("a", "c", FlowKind.SUPPORT, standing=Standing.PROPOSED, certainty=Certainty.UNCERTAIN, certainty_reason="oklart"),
    ]
    put(empty_graph(local_graph), landscape(*map(actor, "abc"), *asked, flow("c", "b", FlowKind.DELIVERY)))
    done = run_landskap(local_folder, "dead-ends", "--rule", "support-unanswered", "--on", ON, LANDSKAP_LANG="en")
    said = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert said[2] == "request for support without an answer: 2, only of what is proposed"
    assert said[3] == "All of it is only proposed, and nothing proposed would mend it."
    assert done.stdout.count("All of it") == 1
    assert [done.stdout.count(mark) for mark in ("• From A a request", "[uncertain]")] == [2, 1]  # of different certainty


def test_feeds_tells_those_with_the_same_flows_in_one_line_and_receives_whom_they_feed(
    local_graph: Graph, local_folder: Path
) -> None:
    town = Place(id="staden", name="Staden", kind=PlaceKind.MUNICIPALITY, evidence=EVIDENCE)
    flows = [
        flow("a", "t", carries="bud"),
        flow("b", "t", carries="bud"),
        flow("a", "t", FlowKind.ORDER),
        flow("b", "t", FlowKind.ORDER),
    ]
    flows += [flow("c", "t", standing=Standing.PROPOSED), flow("d", "a")]
    flows.append(flow("c", "t", id="c-demand-t-2", standing=Standing.PROPOSED, channel="nätet"))
    put(empty_graph(local_graph), landscape(town, *map(actor, "abcd"), actor("t", place="staden"), *flows))

    def say(*words: str) -> list[str]:
        done = run_landskap(local_folder, *words, "--on", ON, LANDSKAP_LANG="en")
        assert done.returncode == 0, done.stderr
        return [" ".join(line.split()) for line in done.stdout.splitlines()]

    assert say("feeds", "t", "--up")[2:] == [
        "", "Feeds it directly (3 parties):", "A and B: demand, order", "C: demand [proposed]",
        "", "Feeds it in 2 hops (1 party):", "through A: D",
    ]  # fmt: skip
    said = say("receives", "--place", "staden")
    assert said[3:5] == ["A and B → T: bud", "C → T (1 of 2 flows through nätet) [proposed]"]
