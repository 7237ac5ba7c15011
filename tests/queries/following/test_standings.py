"""Where assignments stand: every one in one state, counted by everything that they are chosen by, and listed page by page."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.errors import NotUnderstood
from model.vocabulary.contents import Contents
from model.vocabulary.decisions import Assignment, Decision, Step, StepKind
from model.vocabulary.forums import Forum
from queries.following.standing_counts import OVERDUE_BOUNDS, Standings, read_standings
from queries.following.standing_facets import ChosenFacets, count_chosen, count_facet
from queries.following.standing_pages import find_standing_page
from queries.following.standings import FollowUpState
from queries.questions.decisions import find_stalled
from queries.questions.parameters import WITHOUT, StallsQuestion
from queries.server.graph import Graph
from tests.conftest import limit_examples
from tests.graphs import empty_graph, put
from tests.landscapes import actor, assignment, decision, forum, landscape, landscapes, norm, step
from tests.queries.findings.test_rules_brute_force import stand_of

ON = "2026-06-01"
DAYS = ["2025-03-01", ON, "2027-01-15"]


def list_all(graph: Graph, state: FollowUpState, on: str = ON, most: int = 2, **chosen: Any) -> list[dict[str, Any]]:
    """All rows of a state, page by page."""
    rows, after = list[dict[str, Any]](), None
    while True:
        question = StallsQuestion(on=on, most=most, after=after).model_copy(update=chosen)
        page = find_standing_page(graph, question, state)
        rows += page.rows
        if not page.next:
            return rows
        assert page.rows or chosen
        after = page.next


def states_of(contents: Contents, on: str, stalled: dict[str, str]) -> dict[str, str]:
    """The state of each assignment on a day, worked out anew; `stalled` says what the tested question lists, and how."""
    found = {}
    kinds = list(StepKind)
    for part in contents.of(Assignment).values():
        mine = [item for item in contents.of(Step).values() if item.assignment == part.id]
        first = [day for day in (contents.of(Decision)[part.decision].taken_on, part.valid_from, *(s.on for s in mine)) if day]
        if not part.holds_on(on) or (first and min(first) > on):
            continue
        steps = sorted((item for item in mine if item.on <= on), key=lambda item: (item.on, kinds.index(item.kind), item.id))
        stand = stand_of(steps)
        last = next((item for item in reversed(steps) if item.kind != "verified"), None)
        if not stand.open:
            found[part.id] = "reported" if stand.step == "reported_back" else "ended"
        elif part.id in stalled:
            found[part.id] = {"stalled": "late", "executed": "awaited"}.get(stalled[part.id], "unknown")
        else:
            found[part.id] = "paused" if last and last.kind in ("held", "deferred") and last.until else "in-time"
    return found


@limit_examples(15)
@given(contents=landscapes(parties=4), on=st.sampled_from(DAYS))
def test_every_assignment_is_in_one_state_and_counted_there(graph: Graph, contents: Contents, on: str) -> None:
    put(empty_graph(graph), contents)
    stalled = {row["assignment"]: row for row in find_stalled(graph, StallsQuestion(on=on)).rows}
    expected = states_of(contents, on, {id_: row["how"] for id_, row in stalled.items()})
    listed = {state: list_all(graph, state, on) for state in FollowUpState}
    assert {row["assignment"]: str(row["state"]) for rows in listed.values() for row in rows} == expected
    assert sum(map(len, listed.values())) == len(expected)
    standings = read_standings(graph, on)
    assert count_chosen(standings, ChosenFacets()) == Counter(expected.values())
    rows = [row for some in listed.values() for row in some]
    check_facets(contents, standings, rows)
    for row in listed[FollowUpState.LATE]:
        same = stalled[row["assignment"]]
        assert {name: row[name] for name in same} == dict(same)


def check_facets(contents: Contents, standings: Standings, rows: list[dict[str, Any]]) -> None:
    """Each facet counts what its value would leave, within another choice."""
    forums = contents.of(Forum)
    for row in rows:
        row["in_area"] = (forums[row["forum"]].area if row["forum"] in forums else None) or WITHOUT
    for state in FollowUpState:
        chosen, mine = ChosenFacets(state=state), [row for row in rows if row["state"] == state]
        for facet, field in {"forum": "forum", "addressee": "party", "step": "step", "area": "in_area"}.items():
            assert count_facet(standings, chosen, facet) == Counter(row[field] or WITHOUT for row in mine)
    late = [row for row in rows if row["state"] == "late"]
    beyond = {str(bound): sum(row["overdue"] > bound for row in late) for bound in OVERDUE_BOUNDS}
    assert count_facet(standings, ChosenFacets(state=FollowUpState.LATE), "older_than") == Counter(
        {bound: number for bound, number in beyond.items() if number}
    )
    ages = Counter((row["state"], row["step"], row["days"]) for row in rows if row["state"] not in ("reported", "ended"))
    counted = Counter[Any]()
    for (state, step_, days, _example), number in standings.ages.items():
        counted[state, step_, days] += number
    assert counted == ages


def test_filters_leave_the_same_in_lists_and_counts(graph: Graph) -> None:
    parts = [
        assignment("sen", "d", "a", due="2026-01-01"),
        assignment("framat", "d", "a", due="2026-12-01", owner="rektor"),
        assignment("vilar", "d", "b", due="2026-02-01"),
        assignment("klar", "d", "b"),
    ]
    steps = [
        step("vilar", StepKind.HELD, "2026-01-15", until="2026-09-01", reason="väntar"),
        step("klar", StepKind.REPORTED_BACK, "2026-03-01"),
    ]
    put(graph, landscape(actor("a"), actor("b"), forum("f"), decision("d", *parts, taken_in="f"), steps))
    found = {
        (state.value, addressee): [row["assignment"] for row in list_all(graph, state, addressee=addressee)]
        for state in FollowUpState
        for addressee in ("a", "b")
    }
    assert {key: ids for key, ids in found.items() if ids} == {
        ("late", "a"): ["sen"],
        ("in-time", "a"): ["framat"],
        ("paused", "b"): ["vilar"],
        ("reported", "b"): ["klar"],
    }
    assert [row["assignment"] for row in list_all(graph, FollowUpState.IN_TIME, rule="no-owner")] == []
    assert [row["assignment"] for row in list_all(graph, FollowUpState.PAUSED, area="gron", forum="f")] == ["vilar"]
    assert [row["assignment"] for row in list_all(graph, FollowUpState.LATE, step="taken")] == []
    assert list_all(graph, FollowUpState.PAUSED, older_than=1) == []
    assert [row["assignment"] for row in list_all(graph, FollowUpState.LATE, step=WITHOUT, most=1)] == ["sen"]
    standings = read_standings(graph, ON)
    assert count_facet(standings, ChosenFacets(), "place") == {WITHOUT: 4}
    assert count_facet(standings, ChosenFacets(area="gron"), "state") == {"late": 1, "in-time": 1, "paused": 1, "reported": 1}
    assert count_chosen(standings, ChosenFacets(addressees={"b"}, older_than=None)) == {"paused": 1, "reported": 1}
    assert count_facet(standings, ChosenFacets(state=FollowUpState.LATE), "rule") == {"past-own-date": 1, "no-owner": 1}


def test_usual_times_and_the_one_that_has_stood_longest_are_told(graph: Graph) -> None:
    parts = [assignment(f"u{n}", "d", "a") for n in range(3)]
    steps = [step(f"u{n}", StepKind.TAKEN, f"2026-05-{10 + 10 * n}") for n in range(3)]
    put(graph, landscape(actor("a"), decision("d", *parts), steps, [norm(StepKind.TAKEN, 14)]))
    standings = read_standings(graph, ON)
    assert standings.oldest == {StepKind.TAKEN: "u0"}
    assert standings.usual[StepKind.TAKEN].times[0].days == 14
    assert [row["assignment"] for row in list_all(graph, FollowUpState.IN_TIME, most=1)] == ["u1", "u2"]


def test_very_many_closed_are_counted_by_step_alone(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("queries.following.standing_counts.MOST_CLOSED_COUNTED", 1)
    steps = [step(id_, StepKind.REPORTED_BACK, "2026-05-01") for id_ in ("u", "v")]
    put(graph, landscape(actor("a"), decision("d", assignment("u", "d", "a"), assignment("v", "d", "a")), steps))
    standings = read_standings(graph, ON)
    assert (standings.closed.total(), standings.cells.total()) == (2, 0)


def test_very_many_open_are_counted_by_who_decided_alone(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("queries.following.standing_counts.MOST_BY_HAND_OFF", 1)
    parts = [assignment("u", "d", "a", due="2026-01-01"), assignment("v", "d", "b", due="2026-01-01")]
    put(graph, landscape(actor("a"), actor("b"), forum("f"), decision("d", *parts, taken_in="f")))
    standings = read_standings(graph, ON)
    assert (standings.by_addressee, {cell[4:6]: n for cell, n in standings.cells.items()}) == (False, {("f", None): 2})


def test_a_place_of_another_list_is_refused(graph: Graph) -> None:
    put(graph, landscape(actor("a"), decision("d", assignment("u", "d", "a"))))
    with pytest.raises(NotUnderstood):
        find_standing_page(graph, StallsQuestion(on=ON, after="a/b/c"), FollowUpState.IN_TIME)
