"""The matrix that counts: groups, totals, easily overlooked groups, and whom to ask first."""

from collections import Counter
from typing import Any

import pytest

from model.findings import Answer
from model.vocabulary.forums import Force, RuleKind, SeatRule
from model.vocabulary.groups import Group, GroupKind, GroupMembership
from model.vocabulary.record import Record
from queries.questions.parameters import MatrixQuestion, UnrepresentedQuestion
from queries.representation.matrix import answer_matrix
from queries.representation.states import REPRESENTATION_KINDS
from queries.representation.unrepresented import find_unrepresented
from queries.server.graph import Graph
from tests.graphs import put
from tests.landscapes import EVIDENCE, actor, concerns, forum, landscape, represents, seat

ON = "2026-06-01"


def group(id_: str, kind: GroupKind, *members: str) -> list[Record]:
    """Return a group and its memberships."""
    joined = [GroupMembership(id=f"{who}-i-{id_}", source=who, target=id_, evidence=EVIDENCE) for who in members]
    return [Group(id=id_, name=id_.capitalize(), kind=kind, evidence=EVIDENCE), *joined]


def ask(graph: Graph, **fields: Any) -> Answer:
    return answer_matrix(graph, MatrixQuestion(on=ON, **fields))


def pick(answer: Answer, what: str, *fields: str) -> list[tuple[Any, ...]]:
    return [tuple(row[field] for field in fields) for row in answer.rows if row["what"] == what]


@pytest.fixture
def counted(graph: Graph) -> Graph:
    """A network sits for b in f, where a sits; nobody of g is on record; c is concerned and sits nowhere."""
    parties = [*map(actor, "abcd"), forum("natet", None), forum("f"), forum("g", "gul", "lokal"), forum("h", "gul", "lokal")]
    groups = [
        *group("forst", GroupKind.INVITED, "a", "d"),
        *group("ofta", GroupKind.OVERLOOKED, "d"),
        *group("tom", GroupKind.INVITED),
    ]
    rule = SeatRule(id="regel", name="Regel", forum_kind="slag", rule=RuleKind.SEAT, force=Force.RULE, least=1, evidence=EVIDENCE)
    seats = [seat("f", "a"), seat("f", "natet"), seat("h", None)]
    concerned = [concerns(*pair.split()) for pair in ("a gron", "b gron", "c gron", "a gul", "c gul")]
    put(graph, landscape(parties, groups, rule, seats, represents("natet", "b"), concerned))
    return graph


def test_counts_add_up_to_what_unrepresented_lists(counted: Graph) -> None:
    answer = ask(counted)
    totals = pick(answer, "total", "area", "level", "actors", *REPRESENTATION_KINDS)
    assert totals == [("gron", "regional", 3, 1, 1, 0, 1, 0), ("gul", "lokal", 2, 0, 0, 0, 0, 2)]
    listed = Counter(
        (row["area"], row["level"], row["how"]) for row in find_unrepresented(counted, UnrepresentedQuestion(on=ON)).rows
    )
    assert {
        (row[0], row[1], how): n for row in totals for how, n in zip(REPRESENTATION_KINDS, row[3:], strict=True) if n
    } == listed


def test_an_actor_in_several_groups_counts_in_each_and_once_among_all(counted: Graph) -> None:
    answer = ask(counted, by="group", area="gron")
    assert pick(answer, "count", "group", "actors") == [("forst", 1), (None, 2)]
    assert pick(answer, "total", "actors") == [(3,)]


def test_in_each_forum_members_on_record_tell_none_from_unknown(counted: Graph) -> None:
    answer = ask(counted, forums=True, cells=True)
    assert pick(answer, "total", "forum", "direct", "network", "none", "unknown") == [
        ("f", 1, 1, 1, 0),
        ("g", 0, 0, 0, 2),
        ("h", 0, 0, 2, 0),
    ]
    (way,) = next(row["ways"] for row in answer.rows if row["what"] == "cell" and row["actor"] == "b")
    assert (way["holder"], way["through"]) == ("natet", ["natet"])


def test_those_to_be_invited_come_first_and_an_empty_group_is_told(counted: Graph) -> None:
    """That d, whom no area concerns, has no seat is unknown: the members of g are not on record."""
    assert pick(ask(counted), "overlooked", "kind", "group", "actor", "how") == [
        ("invited", "forst", "a", "direct"),
        ("invited", "forst", "d", "unknown"),
        ("invited", "tom", None, None),
        ("overlooked", "ofta", "d", "unknown"),
    ]


def test_a_forum_without_members_is_told_with_what_it_would_settle(counted: Graph) -> None:
    answer = ask(counted)
    assert pick(answer, "ask", "forum", "alone", "actors", "others", "rules") == [("g", 2, 2, 0, 1)]
    assert [(finding.rule, finding.entities) for finding in answer.findings] == [("members-unknown", ("g",))]
    assert pick(ask(counted, area="gron"), "ask", "forum") == []


def test_of_several_forums_without_members_none_settles_a_state_alone(graph: Graph) -> None:
    put(graph, landscape(actor("a"), actor("b"), forum("f"), forum("g"), concerns("a", "gron"), concerns("b", "gron")))
    assert pick(ask(graph), "ask", "forum", "alone", "actors", "others") == [("f", 0, 2, 1), ("g", 0, 2, 1)]


def test_seats_that_are_proposed_uncertain_or_examples_are_told_beside_the_counts(graph: Graph) -> None:
    """Only if none of an actor's seats there is without that doubt; what has both is counted in both."""
    both = {"standing": "proposed", "certainty": "uncertain", "certainty_reason": "kanske"}
    seats = [seat("f", "a", **both), seat("f", "b", example=True), seat("f", "c"), seat("f", "d", **both), seat("g", "d")]
    put(graph, landscape(*map(actor, "abcd"), forum("f"), forum("g"), seats, [concerns(id_, "gron") for id_ in "abcd"]))
    answer = ask(graph, cells=True)
    assert pick(answer, "total", "direct", "proposed", "uncertain", "examples") == [(4, 1, 1, 1)]
    assert pick(answer, "cell", "actor", "proposed", "uncertain") == [
        ("a", True, True), ("b", False, False), ("c", False, False), ("d", False, False),
    ]  # fmt: skip
    assert pick(ask(graph, cells=True, existing=True), "cell", "actor", "how")[0] == ("a", "none")


def test_a_forum_that_is_only_proposed_has_nobody_to_ask(graph: Graph) -> None:
    put(graph, landscape(actor("a"), forum("f", standing="proposed"), forum("g"), concerns("a", "gron")))
    assert pick(ask(graph), "ask", "forum", "among", "others", "others_proposed") == [("g", 1, 1, 1)]
    assert pick(ask(graph), "stays", "area", "level", "actors", "proposed") == [("gron", "regional", 1, 1)]


def test_a_voice_by_a_seat_in_doubt_is_told_beside_the_levels_without_one(graph: Graph) -> None:
    """A group of §6.3: a only has a proposed, uncertain seat, at one level of two."""
    doubt = {"standing": "proposed", "certainty": "uncertain", "certainty_reason": "kanske"}
    forums = [forum("f", standing="proposed"), forum("g", "gron", "lokal"), seat("g", "b")]
    first = group("forst", GroupKind.INVITED, "a")
    put(graph, landscape(actor("a"), actor("b"), first, forums, seat("f", "a", **doubt), concerns("a", "gron")))
    told = pick(ask(graph), "overlooked", "actor", "how", "proposed", "uncertain", "none_at", "unsettled_at", "levels")
    assert told == [("a", "direct", True, True, 1, 0, 2)]


def test_not_at_all_beside_uncertain_or_proposed_members_is_so_as_far_as_is_on_record(graph: Graph) -> None:
    """One certain member beside a probable one, or a forum that is only proposed: nobody can be said to lack a seat for certain."""
    doubt = {"certainty": "uncertain", "certainty_reason": "trolig"}
    forums = [forum("f"), forum("g", "gul"), forum("h", "gron", "lokal", standing="proposed")]
    seats = [seat("f", "a"), seat("f", "b", **doubt), seat("g", "a"), seat("h", "a", standing="proposed")]
    put(graph, landscape(*map(actor, "abc"), forums, seats, concerns("c", "gron"), concerns("c", "gul")))
    assert pick(ask(graph, cells=True), "cell", "area", "level", "how", "unsettled") == [
        ("gron", "lokal", "none", True), ("gron", "regional", "none", True), ("gul", "regional", "none", False),
    ]  # fmt: skip
    assert pick(ask(graph), "total", "none", "unsettled") == [(1, 1), (1, 1), (1, 0)]
    for most in (None, 10):
        answer = find_unrepresented(graph, UnrepresentedQuestion(on=ON, most=most))
        assert [row["unsettled"] for row in answer.rows] == [True, True, False]
        assert [finding.certainty for finding in answer.findings] == ["uncertain", "uncertain", "certain"]
    existing = find_unrepresented(graph, UnrepresentedQuestion(on=ON, existing=True))
    assert [(row["level"], row["unsettled"]) for row in existing.rows] == [("regional", True), ("regional", False)]


def test_actors_that_no_area_concerns_are_counted_and_listed_on_request(counted: Graph) -> None:
    assert ask(counted).parameters["outside_counts"] == {"actors": 1, "seated": 0, "of": 4}
    assert pick(ask(counted), "outside", "actor") == []
    assert pick(ask(counted, outside=True), "outside", "actor", "forums") == [("d", [])]


def test_an_existing_forum_with_uncertain_members_is_asked_too_after_those_without_any(graph: Graph) -> None:
    seats = [seat("f", "a"), seat("f", "b", certainty="uncertain", certainty_reason="kanske"), seat("h", "c")]
    concerned = [concerns(id_, "gron") for id_ in "abc"]
    put(graph, landscape(*map(actor, "abc"), forum("f"), forum("g"), forum("h"), seats, concerned))
    answer = ask(graph)
    assert pick(answer, "ask", "forum", "doubtful", "actors") == [("g", False, 3), ("f", True, 1)]
    assert [finding.entities for finding in answer.findings] == [("g",)]
    assert pick(answer, "stays", "area") == []
