"""How long things take: a small landscape worked by hand, and random ones against plain Python."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.errors import NotFound
from model.findings import Row
from model.vocabulary.assignment_state import derive_assignments
from model.vocabulary.contents import Contents
from model.vocabulary.decisions import TRAIL, Assignment, Decision, DecisionKind, Step, StepKind
from model.vocabulary.record import Record
from model.vocabulary.registers import Source
from queries.questions import durations
from queries.questions.durations import answer_durations, find_durations
from queries.questions.parameters import DurationsQuestion
from queries.server.graph import Graph
from tests.conftest import limit_examples
from tests.graphs import empty_graph, put
from tests.landscapes import actor, assignment, decision, forum, landscape, landscapes, step

ON = "2026-06-30"
COMMUNICATED, EXECUTED, REJECTED = StepKind.COMMUNICATED, StepKind.EXECUTED, StepKind.REJECTED


def case(
    id_: str, taken: str, *steps: tuple[StepKind, str], to: str = "a", owed: Mapping[str, Any] = {}, **more: Any
) -> list[Record]:
    """A decision with one assignment and its steps."""
    made = [step(f"u-{id_}", kind, on, reason="skäl") for kind, on in steps]
    return [*decision(f"b-{id_}", assignment(f"u-{id_}", f"b-{id_}", to, **owed), taken_on=taken, **more), *made]


def ask(graph: Graph, **asked: Any) -> list[Row]:
    return [*find_durations(graph, DurationsQuestion(**{"on": ON, **asked})).rows]


def leg(graph: Graph, code: str = "taken-executed", **asked: Any) -> Row:
    (row,) = (row for row in ask(graph, leg=code, **asked) if row["what"] == "leg")
    return row


SIX = [
    case("1", "2026-01-01", (COMMUNICATED, "2026-01-11"), (EXECUTED, "2026-03-12")),  # 70 days
    case("2", "2026-01-01", (EXECUTED, "2026-02-10")),  # 40 days
    case("3", "2026-01-01", (EXECUTED, "2026-04-11")),  # 100 days
    case("4", "2026-02-01", (REJECTED, "2026-03-03")),  # after 30 days
    case("5", "2026-03-02"),  # waits, 120 days
    case("6", "2026-05-21"),  # waits, 40 days
]
"""Executed after 40, 70 and 100 days, rejected after 30, waiting since 120 and 40 days."""


def test_six_assignments_worked_by_hand(graph: Graph) -> None:
    """Six at risk on day 30, five on 40 (one ends, one is last seen), three on 70, two on 100: 1/6·1, then 5/6·1/5, 2/3·1/3, 4/9·1/2."""
    put(graph, landscape(actor("a"), *SIX))
    row = leg(graph)
    assert {name: row[name] for name in ("begun", "passed", "waiting", "endings", "method", "days")} == {
        "begun": 6, "passed": 3, "waiting": 2, "endings": {"skipped": 0, "rejected": 1, "superseded": 0}, "method": "log-log", "days": None,
    }  # fmt: skip
    assert [(point["day"], point["at_risk"], point["ended"], round(1 - point["not_passed"], 6)) for point in row["curve"]] == [
        (40, 5, 1, round(1 / 6, 6)),
        (70, 3, 1, round(1 / 6 + 2 / 9, 6)),
        (100, 2, 1, round(1 / 6 + 2 / 9 + 2 / 9, 6)),
        (120, 1, 0, round(1 / 6 + 4 / 9, 6)),
    ]
    assert (row["median"], row["followed"], row["followed_count"]) == (None, 40, 5), (
        "two followed when half had passed are too few"
    )
    within = [
        (span["days"], span["known"], span["passed"] and round(span["passed"], 3), span["waiting"] and round(span["waiting"], 3))
        for span in row["within"]
    ]
    assert within == [(90, 5, 0.389, 0.444), (180, 4, None, None), (365, 4, None, None)]


def test_one_source_alone(graph: Graph) -> None:
    log = Source(id="logg", name="Loggen", evidence=("logg",))
    owed = {"evidence": ("logg rad 7",)}
    put(graph, landscape(log, actor("a"), *SIX, *case("7", "2026-01-01", owed=owed), *case("8", "2026-01-02", owed=owed)))
    for addressee in (None, "a"):
        begun = [
            next(
                row["begun"] for row in answer_durations(graph, DurationsQuestion(on=ON, source=source, addressee=addressee)).rows
            )
            for source in (None, "Loggen", "kalla")
        ]
        assert begun == [8, 2, 6]


def test_where_nothing_competes_a_small_group_gets_beta_product_intervals(graph: Graph) -> None:
    put(graph, landscape(actor("a"), *[one for number, one in enumerate(SIX) if number != 3]))
    row = leg(graph)
    assert (row["method"], row["passed"]) == ("beta-product", 3)
    assert all(point["low"] is not None and point["high"] is not None for point in row["curve"])


def test_a_median_of_few_is_told_if_none_was_lost_from_sight_before(graph: Graph) -> None:
    put(graph, landscape(actor("a"), *[case(str(n), "2026-01-01", (EXECUTED, f"2026-01-{n + 10}")) for n in range(5)]))
    row = leg(graph)
    assert (row["median"], row["median_followed"]) == (11, 3)


def test_a_median_tells_how_many_were_followed_so_long(graph: Graph) -> None:
    executed = [case(str(n), "2026-01-01", (EXECUTED, "2026-02-10")) for n in range(5)]
    put(graph, landscape(actor("a"), *executed, *[case(str(n), "2026-01-01") for n in range(5, 8)], case("9", "2026-06-20")))
    row = leg(graph)
    assert (row["median"], row["median_followed"]) == (40, 8)


def test_a_median_that_is_not_reached_is_none(graph: Graph) -> None:
    put(graph, landscape(actor("a"), *[case(str(n), "2026-01-01") for n in range(5)]))
    row = leg(graph)
    assert (row["median"], row["followed"], row["followed_waiting"]) == (None, 180, 1)


def test_fewer_than_five_are_told_one_by_one(graph: Graph) -> None:
    put(graph, landscape(actor("a"), *SIX[2:]))
    row = leg(graph)
    assert [(one["days"], one["ending"]) for one in row["days"]] == [(30, "rejected"), (40, None), (100, "passed"), (120, None)]
    assert (row["median"], row["within"], row["curve"], row["method"]) == (None, None, None, None)


def test_the_quarters_of_the_decision(graph: Graph) -> None:
    """Q1 ended 91 days before: 90 days are seen of all, 180 are not. One is known to be let go of, one is on record late."""
    late, let_go = {"valid_from": "2026-01-20"}, {"valid_to": "2026-02-20"}
    put(graph, landscape(actor("a"), *SIX, case("7", "2026-01-02", owed=late), case("8", "2026-01-02", owed=let_go)))
    cohorts = {row["quarter"]: row for row in ask(graph, leg="taken-executed") if row["what"] == "cohort"}
    first = cohorts["2026-Q1"]
    assert (first["decided"], [span["too_recent"] for span in first["within"]]) == (7, [False, True, True])
    assert {name: first["within"][0][name] for name in ("known", "passed", "share")} == {"known": 5, "passed": 2, "share": 0.4}
    assert all(span["too_recent"] for span in cohorts["2026-Q2"]["within"])
    (before,) = (
        row
        for row in ask(graph, leg="taken-executed", on="2026-06-28")
        if row["what"] == "cohort" and row["quarter"] == "2026-Q1"
    )
    assert before["within"][0]["too_recent"]


def test_the_years_as_auditors_tell_them(graph: Graph) -> None:
    more = (
        case("7", "2025-12-31", (StepKind.REPORTED_BACK, "2026-01-31")),
        case("8", "2025-11-01", owed={"valid_to": "2026-01-01"}),
    )
    put(graph, landscape(actor("a"), *SIX, *more))
    names = ("year", "decided", "executed", "reported_back", "rejected", "superseded", "open", "let_go", "share")
    assert [tuple(row[name] for name in names) for row in ask(graph) if row["what"] == "year"] == [
        ("2025", 2, 0, 1, 0, 0, 0, 1, None),
        ("2026", 6, 3, 0, 1, 0, 2, 0, 0.5),
    ]


def test_as_of_an_earlier_day_later_steps_do_not_count(graph: Graph) -> None:
    put(graph, landscape(actor("a"), *SIX))
    row = leg(graph, on="2026-02-15")
    assert [(one["days"], one["ending"]) for one in row["days"]] == [(14, None), (40, "passed"), (45, None), (45, None)]
    assert ask(graph, on="2025-12-31") == []


def test_what_is_on_record_late_is_counted_from_then_on(graph: Graph) -> None:
    owed = {"valid_from": "2026-02-15"}
    put(
        graph,
        landscape(
            actor("a"),
            *SIX[1:],
            case("7", "2026-01-01", (EXECUTED, "2026-03-12"), owed=owed),
            case("8", "2026-01-01", (EXECUTED, "2026-02-10"), owed=owed),
        ),
    )
    row = leg(graph)
    assert (row["begun"], row["delayed"], row["unseen"]) == (6, 1, 1)
    assert [(point["day"], point["at_risk"]) for point in row["curve"]] == [(40, 4), (70, 3), (100, 2), (120, 1)]


def test_a_step_that_its_source_no_longer_says_does_not_count(graph: Graph) -> None:
    gone = [record.model_copy(update={"valid_to": "2026-05-01"}) if isinstance(record, Step) else record for record in SIX[1]]
    put(graph, landscape(actor("a"), gone))
    assert [leg(graph, on=on)["passed"] for on in ("2026-05-01", "2026-05-02")] == [1, 0]


def test_invented_assignments_are_counted_apart(graph: Graph) -> None:
    put(graph, landscape(actor("a"), *SIX, case("7", "2026-01-01", owed={"example": True})))
    answer = find_durations(graph, DurationsQuestion(on=ON, leg="taken-executed"))
    assert [(row["example"], row["begun"]) for row in answer.rows if row["what"] == "leg"] == [(False, 6), (True, 1)]
    assert [sentence.example for sentence in answer.findings] == [False, True]


def test_groups_and_filters(graph: Graph) -> None:
    parties = (
        actor("a"),
        actor("gammal", valid_to="2026-01-31"),
        actor("ny", resulted_from=("gammal",)),
        forum("f", area="gron"),
        forum("g", area="gul"),
    )
    cases = [
        case("1", "2026-01-01", taken_in="f"),
        case("2", "2026-01-01", taken_in="f", to="gammal", kind=DecisionKind.ORDER),
        case("3", "2025-01-01", taken_in="g", to="ny"),
        case("4", "2024-01-01"),
    ]
    put(graph, landscape(*parties, *cases))

    def groups(**asked: Any) -> dict[str | None, int]:
        return {row["group"]: row["begun"] for row in ask(graph, leg="taken-executed", **asked) if row["what"] == "leg"}

    assert groups() == {None: 4}
    assert groups(by="forum") == {"f": 2, "g": 1, None: 1}
    assert groups(by="area") == {"gron": 2, "gul": 1, None: 1}
    assert groups(by="addressee") == {"a": 2, "gammal": 1, "ny": 1}
    assert groups(by="kind") == {"decision": 3, "order": 1}
    assert groups(by="year") == {"2024": 1, "2025": 1, "2026": 2}
    assert groups(by="year", since="2025-01-01") == {"2025": 1, "2026": 2}
    assert groups(by="year", until="2025-12-31") == {"2024": 1, "2025": 1}
    assert (
        groups(by="year", since="2025-01-01", until="2025-01-01")
        == groups(by="year", addressee="ny", until="2025-12-31")
        == {"2025": 1}
    )
    assert groups(forum="f", until="2025-12-31") == {}
    assert groups(by="year", addressee="ny") == {"2025": 1, "2026": 1}
    assert groups(by="year", addressee="ny", forum="f") == groups(by="year", addressee="ny", area="gron") == {"2026": 1}
    assert groups(forum="f") == groups(area="gron") == groups(forum="f", area="gron") == {None: 2}
    assert groups(forum="f", kind="order") == groups(kind="order") == {None: 1}
    assert groups(forum="f", area="gul") == groups(forum="f", since="2026-01-02") == {}
    answer = find_durations(graph, DurationsQuestion(on=ON, by="forum", leg="taken-executed", most=1))
    assert ({row["group"] for row in answer.rows}, answer.cut) == ({"f"}, True)
    assert [sentence.entities for sentence in answer.findings] == [("f",)]


def test_parties_and_areas_by_name(graph: Graph) -> None:
    put(graph, landscape(actor("a"), forum("f"), case("1", "2026-01-01", taken_in="f")))
    answer = answer_durations(graph, DurationsQuestion(on=ON, forum="F", addressee="A", area="Grönt"))
    assert answer.parameters == {"forum": "f", "addressee": "a", "area": "gron"}
    with pytest.raises(NotFound):
        answer_durations(graph, DurationsQuestion(forum="x"))


def test_too_many_are_cut_by_the_day_of_the_decision_and_told(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    put(graph, landscape(actor("a"), *SIX, case("7", "2025-10-01"), case("8", "2020-10-01")))
    monkeypatch.setattr(durations, "MOST_ASSIGNMENTS", 2)
    answer = find_durations(graph, DurationsQuestion(on=ON))
    assert (answer.cut, answer.parameters) == (True, {"read_from": "2026-01-01"})
    assert sum(row["decided"] for row in answer.rows if row["what"] == "year") == 6


def test_decisions_of_unknown_day_are_read_too(graph: Graph) -> None:
    put(graph, landscape(actor("a"), decision("b", assignment("u", "b", "a")), step("u", StepKind.TAKEN, "2026-01-01")))
    assert leg(graph)["waiting"] == 1
    assert [(row["year"], row["open"]) for row in ask(graph) if row["what"] == "year"] == [("2026", 1)]
    assert ask(graph, since="2026-01-01") == ask(graph, until="2026-06-01") == []


# --- random landscapes against plain Python --------------------------------------------------------------------------


def days_between(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def count_plainly(contents: Contents, on: str) -> dict[str, Counter[tuple[int, str]]]:
    """The days and the ending of each wait, by leg, straight from the records."""
    ways = [*pairwise(TRAIL), (TRAIL[0], TRAIL[3]), (TRAIL[0], TRAIL[4])]
    found: dict[str, Counter[tuple[int, str]]] = {f"{first}-{last}": Counter() for first, last in ways}
    for owed in contents.of(Assignment).values():
        taken = contents.of(Decision)[owed.decision].taken_on
        if taken and taken > on:
            continue
        steps = sorted(
            (one for one in contents.of(Step).values() if one.assignment == owed.id and one.on <= on), key=lambda one: one.on
        )
        if taken:
            steps = [step(owed.id, StepKind.TAKEN, taken), *(one for one in steps if one.kind != StepKind.TAKEN)]
        for first, last in ways:
            begun = [one.on for one in steps if one.kind == first]
            late = [one for one in steps if one.kind in TRAIL[TRAIL.index(last) :]]
            if not begun or any(one.on < begun[0] for one in late):
                continue
            resumed = max((one.on for one in steps if one.kind == StepKind.RESUMED), default="")
            ended = [one for one in steps if one.kind in (REJECTED, StepKind.SUPERSEDED) and one.on >= resumed]
            if ended and ended[0].on < begun[0]:
                continue
            order = [*TRAIL[TRAIL.index(last) :], REJECTED, StepKind.SUPERSEDED]
            events = sorted([*late, *ended], key=lambda one: (one.on, order.index(one.kind)))
            if events:
                how = "passed" if events[0].kind == last else "skipped" if events[0].kind in TRAIL else str(events[0].kind)
                found[f"{first}-{last}"][days_between(begun[0], events[0].on), how] += 1
            else:
                found[f"{first}-{last}"][days_between(begun[0], on), "waiting"] += 1
    return found


@limit_examples(40)
@given(contents=landscapes(parties=3), on=st.sampled_from(["2025-03-01", "2026-02-01", "2027-01-15"]))
def test_the_same_waits_as_plain_python(graph: Graph, contents: Contents, on: str) -> None:
    put(empty_graph(graph), contents)
    plain = {code: waits for code, waits in count_plainly(contents, on).items() if waits}
    rows = {row["leg"]: row for row in ask(graph, on=on) if row["what"] == "leg" and row["begun"]}
    assert set(rows) == set(plain)
    for code, row in rows.items():
        assert Counter((one["days"], one["ending"] or "waiting") for one in row["days"]) == plain[code]


def truncate(contents: Contents, on: str) -> Contents:
    """What was known on a day: without later decisions, their assignments, and later steps."""
    decided = {one.id for one in contents.of(Decision).values() if not one.taken_on or one.taken_on <= on}
    owed = {one.id for one in contents.of(Assignment).values() if one.decision in decided}

    def is_known(record: Record) -> bool:
        if isinstance(record, Step):
            return record.assignment in owed and record.on <= on
        return record.id in owed | decided or not isinstance(record, Assignment | Decision)

    return derive_assignments(Contents(record for record in contents if is_known(record)))


@limit_examples(25)
@given(contents=landscapes(parties=3), on=st.sampled_from(["2025-03-01", "2026-02-01"]))
def test_as_of_a_day_the_answer_is_what_was_answered_then(graph: Graph, contents: Contents, on: str) -> None:
    put(empty_graph(graph), contents)
    now = ask(graph, on=on, by="kind")
    put(graph, truncate(contents, on))
    assert ask(graph, on=on, by="kind") == now


@limit_examples(25)
@given(contents=landscapes(parties=4), on=st.sampled_from(["2025-03-01", "2026-02-01", "2027-01-15"]))
def test_groups_are_exactly_parts_of_the_whole(graph: Graph, contents: Contents, on: str) -> None:
    put(empty_graph(graph), contents)
    whole = {row["leg"]: row["begun"] for row in ask(graph, on=on) if row["what"] == "leg"}
    for by in ("forum", "addressee", "area", "kind", "year"):
        parts: Counter[str] = Counter()
        for row in ask(graph, on=on, by=by):
            if row["what"] == "leg":
                parts[row["leg"]] += row["begun"]
        assert dict(parts) == whole
    for row in ask(graph, on=on, by="forum", leg="taken-executed"):
        if row["what"] == "leg" and row["group"]:
            (alone,) = (one for one in ask(graph, on=on, forum=row["group"], leg="taken-executed") if one["what"] == "leg")
            assert (alone["begun"], alone["days"]) == (row["begun"], row["days"])
