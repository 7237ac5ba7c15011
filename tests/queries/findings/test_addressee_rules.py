"""Rules about addressees: those that have ended, and those that no flow reaches."""

from model.vocabulary.decisions import StepKind
from model.vocabulary.finding_rules import FindingRule
from model.vocabulary.record import Standing
from queries.server.graph import Graph
from tests.graphs import put
from tests.landscapes import actor, assignment, decision, flow, forum, landscape, step
from tests.queries.findings.runs import find_ids, find_one


def test_an_addressee_that_has_ended_and_what_has_followed_it(graph: Graph) -> None:
    parties = [
        actor("gammal", valid_to="2026-01-31"),
        actor("mellan", valid_to="2026-03-31", resulted_from=("gammal",)),
        actor("ny", resulted_from=("mellan",)),
        actor("kvar"),
    ]
    parts = [assignment(f"u-{party.id}", "b", party.id) for party in parties]
    put(
        graph,
        landscape(
            parties, decision("b", *parts, assignment("klar", "b", "gammal")), step("klar", StepKind.REPORTED_BACK, "2026-02-01")
        ),
    )
    assert find_ids(graph, FindingRule.ADDRESSEE_ENDED) == ["u-gammal", "u-mellan"]
    assert find_ids(graph, FindingRule.ADDRESSEE_ENDED, "2026-02-01") == ["u-gammal"]


def test_the_successor_is_offered(graph: Graph) -> None:
    parties = [
        actor("gammal", valid_to="2026-01-31", valid_to_edtf="2026-01", valid_to_words="januari 2026"),
        actor("mellan", valid_to="2026-03-31", resulted_from=("gammal",)),
        actor("ny", resulted_from=("mellan",)),
    ]
    put(graph, landscape(parties, decision("b", assignment("u", "b", "gammal"))))
    finding = find_one(graph, FindingRule.ADDRESSEE_ENDED)
    assert str(finding.sentence) == (
        "“B” is still addressed to Gammal, which ended januari 2026 (2026-01-31). "
        "It has passed to Ny: landskap set u addressee ny"
    )
    assert [(row["followed_by"], row["offers"]) for row in finding.rows] == [(["ny"], ["landskap set u addressee ny"])]
    assert str(find_one(graph, FindingRule.ADDRESSEE_ENDED, "2026-02-15").sentence).endswith(
        "It has passed to Mellan: landskap set u addressee mellan"
    )


def test_an_addressee_without_a_successor_on_record(graph: Graph) -> None:
    put(graph, landscape(actor("a", valid_to="2026-01-31"), decision("b", assignment("u", "b", "a"))))
    assert str(find_one(graph, FindingRule.ADDRESSEE_ENDED).sentence).endswith("No successor is on record.")


def test_what_ended_later_with_later_steps_is_found_as_of_the_day(graph: Graph) -> None:
    steps = [step("u", StepKind.TAKEN, "2026-01-01"), step("u", StepKind.REPORTED_BACK, "2026-05-01")]
    put(graph, landscape(actor("a", valid_to="2026-01-31"), decision("b", assignment("u", "b", "a")), steps))
    assert (find_ids(graph, FindingRule.ADDRESSEE_ENDED, "2026-03-01"), find_ids(graph, FindingRule.ADDRESSEE_ENDED)) == (
        ["u"],
        [],
    )


def test_addressees_that_no_path_of_flows_reaches(graph: Graph) -> None:
    parties = [forum("f"), forum("utskott", part_of="f"), *(actor(id_) for id_ in ("direkt", "via", "langt", "bakom", "sen"))]
    flows = [
        flow("f", "via"),
        flow("via", "langt", standing=Standing.PROPOSED),
        flow("utskott", "direkt"),
        flow("bakom", "f"),
        flow("f", "sen", valid_from="2026-05-15"),
    ]
    parts = [assignment(f"u-{id_}", "b", id_) for id_ in ("direkt", "via", "langt", "bakom", "sen", "f", "utskott")]
    put(graph, landscape(parties, flows, decision("b", *parts, taken_in="f", taken_on="2026-01-01")))
    assert find_ids(graph, FindingRule.OUT_OF_REACH) == ["bakom+f"]
    assert find_ids(graph, FindingRule.OUT_OF_REACH, "2026-05-01") == ["bakom+f", "f+sen"]
    assert str(find_one(graph, FindingRule.OUT_OF_REACH).sentence) == (
        "No path of flows leads from F to Bakom; 1 open assignment is addressed there, the oldest since 2026-01-01."
    )


def test_what_an_actor_decided_and_a_forum_without_flows_are_said(graph: Graph) -> None:
    put(graph, landscape(actor("a"), actor("b"), decision("d", assignment("u", "d", "b"), taken_in="a")))
    assert str(find_one(graph, FindingRule.OUT_OF_REACH).sentence) == (
        "No path of flows leads from A to B; 1 open assignment is addressed there. "
        "It was decided by an actor, not by a forum. No flow at all leads from there."
    )


def test_nothing_is_out_of_reach_when_nobody_is_known_to_have_decided(graph: Graph) -> None:
    put(graph, landscape(actor("a"), decision("d", assignment("u", "d", "a"))))
    assert find_ids(graph, FindingRule.OUT_OF_REACH) == []
