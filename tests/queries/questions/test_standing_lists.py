"""Where assignments stand, list by list: cases worked by hand, and random landscapes against plain Python."""

from collections.abc import Callable, Iterator
from operator import methodcaller
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from model.vocabulary.contents import Contents
from model.vocabulary.decisions import Assignment, Decision, Step, StepKind
from queries.questions.standing_lists import StandingLists
from queries.server.graph import Graph
from tests.conftest import limit_examples
from tests.graphs import empty_graph, put
from tests.landscapes import actor, assignment, decision, landscape, landscapes, step

S = StepKind
ON = "2026-06-01"
_Listed = list[tuple[Any, str]]
STEPS = (None, S.TAKEN, S.COMMUNICATED, S.LINE_DECISION, S.EXECUTED, S.RESUMED)


def ask(graph: Graph, on: str, listed: Callable[[StandingLists], Iterator[tuple[Any, str]]]) -> _Listed:
    return graph.read_in_transaction(lambda reader: list(listed(StandingLists(reader, on, chunk=2))))


def put_trails(graph: Graph, **trails: list[tuple[StepKind, str]]) -> None:
    parts = [assignment(id_, "b", "a", owner="samordnaren" if id_ == "owned" else None) for id_ in trails]
    steps = [
        step(id_, kind, on, until="2026-05-30" if kind in (S.HELD, S.DEFERRED) else None, reason="skäl")
        for id_, trail in trails.items()
        for kind, on in trail
    ]
    put(graph, landscape(actor("a"), decision("b", *parts, taken_on="2026-01-10"), steps))


def test_longest_at_a_step_first_whatever_is_due(graph: Graph) -> None:
    put_trails(graph, late=[(S.TAKEN, "2026-03-01")], early=[(S.TAKEN, "2026-02-01")], gone=[(S.REJECTED, "2026-02-01")])
    assert ask(graph, ON, lambda lists: lists.at_step(S.TAKEN, "2026-03-01")) == [("2026-02-01", "early"), ("2026-03-01", "late")]
    assert ask(graph, ON, lambda lists: lists.at_step(S.TAKEN, "2026-02-28")) == [("2026-02-01", "early")]
    assert ask(graph, ON, lambda lists: lists.at_step(S.TAKEN, ON, ("2026-02-01", "early"))) == [("2026-03-01", "late")]


def test_without_a_step_it_waits_since_the_decision(graph: Graph) -> None:
    put_trails(graph, u=[])
    assert ask(graph, ON, lambda lists: lists.at_step(None, "2026-01-10")) == [("2026-01-10", "u")]
    assert ask(graph, ON, lambda lists: lists.at_step(None, "2026-01-09")) == []
    put(graph, landscape(actor("a"), decision("b", assignment("u", "b", "a"))))
    assert ask(graph, ON, lambda lists: lists.at_step(None, "2200-12-31")) == []
    assert ask(graph, ON, lambda lists: lists.unowned()) == [("unknown", "u")]


def test_what_nobody_has_verified(graph: Graph) -> None:
    told = [(S.EXECUTED, "2026-02-01"), (S.REPORTED_BACK, "2026-03-01")]
    put_trails(graph, said=told, seen=[*told, (S.VERIFIED, "2026-04-01")], again=[*told, (S.RESUMED, "2026-04-01")])
    assert ask(graph, ON, lambda lists: lists.unverified("2026-03-01")) == [("2026-03-01", "said")]
    assert ask(graph, "2026-03-31", lambda lists: lists.unverified("2026-03-01")) == [
        ("2026-03-01", "again"), ("2026-03-01", "said"), ("2026-03-01", "seen")
    ]  # fmt: skip


def test_the_most_often_deferred_first_since_it_was_opened(graph: Graph) -> None:
    thrice = [(S.DEFERRED, "2026-02-01"), (S.DEFERRED, "2026-03-01"), (S.DEFERRED, "2026-04-01")]
    put_trails(graph, thrice=thrice, once=thrice[:1], again=[*thrice, (S.REJECTED, "2026-04-02"), (S.RESUMED, "2026-04-03")])
    assert ask(graph, ON, lambda lists: lists.deferred(1)) == [(3, "thrice"), (1, "once")]
    assert ask(graph, ON, lambda lists: lists.deferred(2)) == [(3, "thrice")]
    assert ask(graph, ON, lambda lists: lists.deferred(1, after=(3, "thrice"))) == [(1, "once")]
    assert ask(graph, "2026-03-15", lambda lists: lists.deferred(2)) == [(2, "again"), (2, "thrice")]


def test_what_is_paused_and_what_nobody_owns(graph: Graph) -> None:
    put_trails(
        graph, held=[(S.HELD, "2026-02-01")], owned=[(S.TAKEN, "2026-02-01")], woken=[(S.HELD, "2026-02-01"), (S.TAKEN, ON)]
    )
    assert ask(graph, ON, lambda lists: lists.paused(before="2026-05-31")) == [("2026-05-30", "held")]
    assert ask(graph, ON, lambda lists: lists.paused(before="2026-05-30")) == []
    assert ask(graph, "2026-05-31", lambda lists: lists.paused(before=ON)) == [("2026-05-30", "held"), ("2026-05-30", "woken")]
    assert ask(graph, ON, lambda lists: lists.unowned()) == [("2026-01-10", "held"), (ON, "woken")]


def test_another_day_of_the_decision_is_another_place(graph: Graph) -> None:
    for taken_on in ("2026-01-10", "2026-02-20", None):
        put(graph, landscape(actor("a"), decision("b", assignment("u", "b", "a"), taken_on=taken_on)))
        assert ask(graph, ON, lambda lists: lists.unowned()) == [(taken_on or "unknown", "u")]


@limit_examples(40)
@given(landscapes(parties=3), st.sampled_from(["2025-03-01", "2025-11-15", ON, "2027-01-15"]))
def test_brute_force(local_graph: Graph, contents: Contents, on: str) -> None:
    put(empty_graph(local_graph), contents)
    for (name, *words), found in list_by_hand(list(stand_on(contents, on))):
        assert ask(local_graph, on, methodcaller(name, *words)) == found


def list_by_hand(known: list[dict[str, Any]]) -> Iterator[tuple[tuple[Any, ...], _Listed]]:
    """Yield the name and the words of each list, and what it should hold."""
    opened, until = [item for item in known if item["open"]], "2026-03-01"
    for kind in STEPS:
        at = [item for item in opened if item["step"] == kind and item["since"] <= until]
        yield ("at_step", kind, until), sorted((item["since"], item["id"]) for item in at)
    yield ("unowned",), sorted((item["since"], item["id"]) for item in opened if not item["owner"])
    yield ("paused", "2026-12-31"), []
    yield ("paused", "2027-01-01"), sorted((item["until"], item["id"]) for item in opened if item["until"])
    for least in (1, 2):
        often = [(item["times"], item["id"]) for item in opened if item["times"] >= least]
        yield ("deferred", least), sorted(often, key=lambda item: (-item[0], item[1]))
    told = [item for item in known if not item["open"] and item["step"] == S.REPORTED_BACK and not item["verified"]]
    yield ("unverified", until), sorted((item["since"], item["id"]) for item in told if item["since"] <= until)


def stand_on(contents: Contents, on: str) -> Iterator[dict[str, Any]]:
    """Yield where each assignment that is known on the day stands, worked out step by step."""
    for part in contents.of(Assignment).values():
        taken = contents.of(Decision)[part.decision].taken_on
        mine = sorted((item for item in contents.of(Step).values() if item.assignment == part.id), key=_in_time)
        days = [day for day in (taken, *(item.on for item in mine)) if day]
        if not days or min(days) <= on:
            yield {"id": part.id, "owner": part.owner, **_follow([item for item in mine if item.on <= on], taken)}


def _in_time(item: Step) -> tuple[str, int, str]:
    return item.on, list(S).index(item.kind), item.id


def _follow(steps: list[Step], taken: str | None) -> dict[str, Any]:
    way = [S.TAKEN, S.COMMUNICATED, S.LINE_DECISION, S.EXECUTED, S.REPORTED_BACK]
    now: dict[str, Any] = {"open": True, "step": None, "since": taken or "unknown", "until": None, "times": 0, "verified": False}
    for item in steps:
        if item.kind == S.VERIFIED:
            now["verified"] = now["verified"] or now["step"] in (S.EXECUTED, S.REPORTED_BACK)
            continue
        now["until"] = item.until if item.kind in (S.HELD, S.DEFERRED) else None
        if item.kind == S.RESUMED and not now["open"]:
            now |= {"open": True, "step": S.RESUMED, "since": item.on, "times": 0, "verified": False}
        if item.kind in way and (now["step"] not in way or way.index(item.kind) > way.index(now["step"])):
            now |= {"step": item.kind, "since": item.on}
        if item.kind in (S.REPORTED_BACK, S.REJECTED, S.SUPERSEDED):
            now["open"] = False
        now["times"] = now["times"] + (item.kind == S.DEFERRED and now["open"])
    return now
