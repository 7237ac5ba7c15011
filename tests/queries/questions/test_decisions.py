"""Where decisions stall: cases worked by hand, and random landscapes against plain Python."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from model.vocabulary.contents import Contents
from model.vocabulary.decisions import Assignment, Decision, Step, StepKind, StepNorm
from model.vocabulary.finding_rules import FindingRule, Mute
from model.vocabulary.record import Certainty
from queries.following.balance_sheet import answer_balance
from queries.following.stall_groups import answer_stalls, find_stall_groups
from queries.questions.decisions import find_stalled, report_state_of, say_without_function
from queries.questions.parameters import BalanceQuestion, StallsQuestion
from queries.server.graph import Graph
from tests.conftest import limit_examples
from tests.graphs import empty_graph, put
from tests.landscapes import actor, assignment, decision, forum, landscape, landscapes, norm, step

ON = "2026-06-01"
_StallSummary = tuple[str, str, str | None, str | None, int | None, str | None]


def rows(graph: Graph, on: str = ON) -> set[_StallSummary]:
    return {
        (row["assignment"], row["how"], row["step"], row["since"], row["overdue"], row["against"])
        for row in find_stalled(graph, StallsQuestion(on=on)).rows
    }


def case(due: str | None, *steps: tuple[StepKind, str, str | None], norms: dict[StepKind, int] | None = None) -> Contents:
    made = [step("u", kind, on, until=until, reason="skäl") for kind, on, until in steps]
    usual = [norm(kind, days) for kind, days in (norms or {}).items()]
    return landscape(actor("a"), decision("b", assignment("u", "b", "a", due=due)), made, usual)


def test_past_its_own_date(graph: Graph) -> None:
    put(graph, case("2026-05-22", (StepKind.COMMUNICATED, "2026-05-01", None)))
    assert rows(graph) == {("u", "stalled", "communicated", "2026-05-01", 10, "own date")}


def test_its_own_date_is_no_stall_yet(graph: Graph) -> None:
    put(graph, case(ON, (StepKind.TAKEN, "2026-05-01", None)))
    assert rows(graph) == set()


def test_a_pause_is_no_stall_until_its_date_has_passed(graph: Graph) -> None:
    put(graph, case("2026-01-01", (StepKind.TAKEN, "2025-12-01", None), (StepKind.HELD, "2026-01-01", "2026-05-30")))
    assert rows(graph, "2026-05-30") == set()
    assert rows(graph) == {("u", "stalled", "taken", "2025-12-01", 2, "pause")}


def test_the_date_that_a_pause_hides_stands_beside_it(graph: Graph) -> None:
    steps = (StepKind.EXTENDED, "2025-12-10", "2026-02-01"), (StepKind.HELD, "2026-01-01", "2026-05-30")
    put(graph, case("2026-01-01", *steps))
    answer = find_stalled(graph, StallsQuestion(on=ON))
    assert [(row["due"], row["own_due"], row["paused_until"], row["overdue"]) for row in answer.rows] == [
        ("2026-05-30", "2026-02-01", "2026-05-30", 2)
    ]
    told = (
        "its pause ran out 2 days ago (2026-05-30). Its own date is past too: it is 2 days late. "
        "It was first due 2026-01-01, and was moved to 2026-02-01."
    )
    assert told in answer.findings[0].sentence.in_("en")
    then = find_stalled(graph, StallsQuestion(on="2025-12-09")).rows
    assert then == []  # nothing is known of it before its first step


def test_late_is_past_its_own_date_and_a_pause_that_ran_out_is_not(graph: Graph) -> None:
    """Each with its own date, after a pause until 30 May: none, ahead, today, past after the pause, past before it."""
    cases = {None: None, "2027-07-04": None, ON: None, "2026-05-31": 1, "2026-01-01": 2}
    for due, late in cases.items():
        put(empty_graph(graph), case(due, (StepKind.HELD, "2026-01-01", "2026-05-30")))
        (row,) = find_stalled(graph, StallsQuestion(on=ON)).rows
        (group,) = answer_stalls(graph, StallsQuestion(on=ON, by="addressee")).rows
        assert (row["against"], row["overdue"], row["late"], row["in_time"]) == ("pause", 2, late, None)
        assert (group["stalled"], group["late"], group["paused"], group["overdue"]) == (
            1,
            int(late is not None),
            int(late is None),
            late,
        )


def test_an_addressee_that_has_ended_still_owes_and_is_found_under_what_follows_it(graph: Graph) -> None:
    """After a merger and two takeovers the last party is asked about; the assignment names its own addressee."""
    parties = [
        actor("gammal", valid_to="2026-01-31"),
        actor("mellan", valid_from="2026-02-01", valid_to="2026-03-31", resulted_from=("gammal",)),
        actor("ny", valid_from="2026-04-01", resulted_from=("mellan", "kvar")),
        actor("kvar"),
    ]
    owed = [assignment(f"u-{party.id}", "b", party.id, due="2026-05-22") for party in parties]
    put(graph, landscape(parties, decision("b", *owed, taken_on="2026-01-01")))

    def found(addressee: str, on: str = ON) -> list[tuple[str, str | None, list[str]]]:
        rows_ = find_stalled(graph, StallsQuestion(on=on, addressee=addressee)).rows
        return [(row["party"], row["addressee_ended"], row["followed_by"]) for row in rows_]

    assert found("ny") == [("gammal", "2026-01-31", []), ("mellan", "2026-03-31", ["ny"]), ("ny", None, [])]
    assert found("mellan") == found("ny")[:2]
    assert found("kvar") == [("kvar", None, ["ny"])]
    sentences = [
        finding.sentence.in_("en") for finding in find_stalled(graph, StallsQuestion(on=ON, addressee="mellan")).findings
    ]
    assert " The addressee ended 2026-01-31." in sentences[0]
    assert " The addressee ended 2026-03-31; what follows it: Ny." in sentences[1]


def test_what_a_predecessor_owed_on_an_earlier_day_is_worked_out_as_well(graph: Graph) -> None:
    parties = [actor("gammal", valid_to="2026-01-31"), actor("ny", resulted_from=("gammal",))]
    steps = step("u", StepKind.TAKEN, "2026-01-01"), step("u", StepKind.REPORTED_BACK, "2026-05-01")
    put(graph, landscape(parties, decision("b", assignment("u", "b", "gammal", due="2026-02-01")), steps))
    for on, expected in (("2026-01-31", []), ("2026-04-01", ["u"]), (ON, [])):
        assert [row["assignment"] for row in find_stalled(graph, StallsQuestion(on=on, addressee="ny")).rows] == expected


def test_an_extension_moves_the_date(graph: Graph) -> None:
    put(graph, case("2026-01-01", (StepKind.TAKEN, "2025-12-01", None), (StepKind.EXTENDED, "2026-01-01", "2026-09-01")))
    assert rows(graph) == set()


def test_the_usual_time_of_the_step(graph: Graph) -> None:
    put(graph, case(None, (StepKind.TAKEN, "2026-05-01", None), norms={StepKind.TAKEN: 14}))
    assert rows(graph) == {("u", "stalled", "taken", "2026-05-01", 17, "usual time")}


def test_without_any_date_it_is_unknown_and_no_finding(graph: Graph) -> None:
    put(graph, case(None, (StepKind.TAKEN, "2026-05-01", None)))
    assert rows(graph) == {("u", "unknown", "taken", "2026-05-01", None, None)}
    assert [row["days"] for row in find_stalled(graph, StallsQuestion(on=ON)).rows] == [31]
    assert find_stalled(graph, StallsQuestion(on=ON)).findings == []


def test_what_is_reported_back_rejected_or_superseded_is_closed(graph: Graph) -> None:
    for kind in (StepKind.REPORTED_BACK, StepKind.REJECTED, StepKind.SUPERSEDED):
        put(empty_graph(graph), case("2026-01-01", (StepKind.TAKEN, "2025-12-01", None), (kind, "2026-02-01", None)))
        assert rows(graph) == set()


def test_as_of_an_earlier_day(graph: Graph) -> None:
    put(graph, case("2026-01-01", (StepKind.TAKEN, "2025-12-01", None), (StepKind.REPORTED_BACK, "2026-03-01", None)))
    assert rows(graph, "2026-02-01") == {("u", "stalled", "taken", "2025-12-01", 31, "own date")}
    assert rows(graph) == set()


EXECUTED = (StepKind.EXECUTED, "2026-04-01", None)


def test_what_is_executed_awaits_its_report_and_does_not_stand_still(graph: Graph) -> None:
    """In time, late, without a date, before its date; whatever the usual time of a report or a pause. Days count since then."""
    cases: list[tuple[Contents, str, bool | None]] = [
        (case("2026-05-22", EXECUTED), "in_time", True),
        (case("2026-03-22", EXECUTED), "late", False),
        (case("2026-03-22", EXECUTED, (StepKind.HELD, "2026-04-02", "2026-05-30")), "late", False),
        (case(None, EXECUTED, norms={StepKind.EXECUTED: 30}), "undated", None),
        (case(None, EXECUTED), "undated", None),
        (case("2027-05-22", EXECUTED), "ahead", True),
        (case(ON, EXECUTED), "ahead", True),
    ]
    for contents, state, in_time in cases:
        put(empty_graph(graph), contents)
        assert rows(graph) == {("u", "executed", "executed", "2026-04-01", None, None)}
        answer = find_stalled(graph, StallsQuestion(on=ON))
        assert [(row["days"], row["late"], row["in_time"], report_state_of(row, ON)) for row in answer.rows] == [
            (61, None, in_time, state)
        ]
        assert [finding.rule for finding in answer.findings] == [FindingRule.REPORT_AWAITED]
        (group,) = answer_stalls(graph, StallsQuestion(on=ON, by="addressee")).rows
        assert (group["stalled"], group["executed"], group[f"executed_{state}"]) == (0, 1, 1)
        assert [len(find_stalled(graph, StallsQuestion(on=ON, older_than=days)).rows) for days in (60, 61)] == [1, 0]
        assert {row[1] for row in rows(graph, "2026-03-31")} <= {"stalled"}  # before it was executed


def test_whether_it_was_executed_in_time_is_said(graph: Graph) -> None:
    for due, said in (("2026-04-01", "It was executed in time."), ("2026-03-31", "It was executed 1 day after its date.")):
        put(empty_graph(graph), case(due, EXECUTED))
        (finding,) = find_stalled(graph, StallsQuestion(on=ON)).findings
        told = f"“B” was executed by A 2026-04-01, 61 days ago, and is not reported back. {said}"
        assert told in finding.sentence.in_("en")


def test_what_was_executed_before_it_was_decided_is_not_said_to_be_in_time(graph: Graph) -> None:
    put(graph, landscape(actor("a"), decision("b", assignment("u", "b", "a", due="2026-05-22"), taken_on="2026-04-02"),
                         step("u", StepKind.EXECUTED, "2026-04-01")))  # fmt: skip
    answer = find_stalled(graph, StallsQuestion(on=ON))
    assert [row["in_time"] for row in answer.rows] == [None]
    told = answer.findings[0].sentence.in_("en")
    assert "Its steps are out of order." in told
    assert "in time" not in told


def test_a_date_before_the_decision_is_said_to_be_odd(graph: Graph) -> None:
    put(graph, landscape(actor("a"), decision("b", assignment("u", "b", "a", due="2025-05-22"), taken_on="2026-01-01")))
    answer = find_stalled(graph, StallsQuestion(on=ON))
    assert [row["due_before_decision"] for row in answer.rows] == [True]
    assert " That date is before the decision, 2026-01-01: one of the two must be wrong." in answer.findings[0].sentence.in_("en")


def test_what_is_executed_comes_after_what_stands_still_page_by_page(graph: Graph) -> None:
    owed = [assignment(f"u{number}", "b", "a", due=f"2026-05-0{number}") for number in range(1, 6)]
    steps = [step(id_, StepKind.EXECUTED, f"2026-04-0{day}") for day, id_ in enumerate(("u3", "u1", "x"), 1)]
    put(graph, landscape(actor("a"), decision("b", *owed, assignment("x", "b", "a"), assignment("y", "b", "a")), steps))
    pages, after = list[str](), None
    while len(pages) < 9:
        answer = find_stalled(graph, StallsQuestion(on=ON, most=1, after=after))
        pages += [row["assignment"] for row in answer.rows]
        if not (after := answer.next):
            break
    assert pages == ["u2", "u4", "u5", "u3", "u1", "x", "y"]
    assert find_stalled(graph, StallsQuestion(on=ON, rule="report-awaited")).rows[0]["assignment"] == "u3"


def test_a_missing_function_is_said_once_of_all_rows_and_not_in_each(graph: Graph) -> None:
    put(graph, case("2026-05-22", (StepKind.TAKEN, "2026-05-01", None)))
    (finding,) = find_stalled(graph, StallsQuestion(on=ON)).findings
    assert finding.sentence.in_("en") == ("“B” stands still with A: taken 2026-05-01, 10 days past its own date (2026-05-22).")
    assert finding.rule == FindingRule.PAST_DATE
    owned, unowned = {"owner": "x"}, {"owner": None}
    assert str(say_without_function([unowned])) == "No function answers for any of them."
    assert str(say_without_function([unowned, owned])) == "No function answers for 1 of the 2."
    assert say_without_function([owned]) is None


def test_an_uncertain_forum_does_not_make_what_a_register_says_of_its_decisions_uncertain(graph: Graph) -> None:
    unsure = forum("f", certainty=Certainty.UNCERTAIN, certainty_reason="unclear")
    put(graph, landscape(actor("a"), unsure, decision("b", assignment("u", "b", "a", due="2026-05-22"), taken_in="f")))
    assert [row["certainty"] for row in find_stalled(graph, StallsQuestion(on=ON)).rows] == ["certain"]


def test_a_muted_finding_is_marked_on_its_row_and_counted(graph: Graph) -> None:
    mute = Mute(id="m", rule=FindingRule.PAST_DATE, entities=("u",), until="2026-12-31", reason="agreed")
    put(graph, landscape(actor("a"), mute, decision("b", assignment("u", "b", "a", due="2026-05-22"), assignment("v", "b", "a"))))
    answer = find_stalled(graph, StallsQuestion(on=ON))
    assert [(row["assignment"], row["muted_until"], row["mute_reason"]) for row in answer.rows] == [
        ("u", "2026-12-31", "agreed"), ("v", None, None),
    ]  # fmt: skip
    assert " Muted until 2026-12-31: agreed." in str(answer.findings[0].sentence)
    groups = find_stall_groups(graph, StallsQuestion(on=ON, by="forum")).rows
    assert [(row["stalled"], row["stalled_muted"]) for row in groups] == [(1, 1)]
    assert str(answer_balance(graph, BalanceQuestion(on=ON)).counts).startswith("1 assignment stands still (1 of them muted)")


def test_steps_out_of_order_are_a_finding_of_their_own(graph: Graph) -> None:
    put(graph, case("2026-05-22", (StepKind.COMMUNICATED, "2026-05-01", None), (StepKind.EXECUTED, "2026-04-01", None)))
    answer = find_stalled(graph, StallsQuestion(on=ON))
    stall, disorder = answer.findings
    assert (stall.rule, disorder.rule) == (FindingRule.REPORT_AWAITED, FindingRule.STEPS_OUT_OF_ORDER)
    assert disorder.sentence.in_("en") == (
        "“B” has steps out of order with A: executed 2026-04-01: 'executed' earlier than 'communicated', 2026-05-01."
    )
    assert [row["out_of_order"] for row in answer.rows] == [["u-executed-2026-04-01"]]
    assert disorder.entities == ("u", "b", "a", "u-executed-2026-04-01")


def test_what_is_reopened_begins_its_trail_anew(graph: Graph) -> None:
    steps = [(StepKind.EXECUTED, "2026-02-01"), (StepKind.REPORTED_BACK, "2026-02-10"), (StepKind.RESUMED, "2026-03-01")]
    put(graph, case("2026-01-31", *((kind, on, None) for kind, on in steps), (StepKind.COMMUNICATED, "2026-03-02", None)))
    assert [finding.rule for finding in find_stalled(graph, StallsQuestion(on=ON)).findings] == [FindingRule.PAST_DATE]


def test_the_source_alone_shows_no_stall_but_much_that_is_unknown(sormland_graph: Graph) -> None:
    """§1.1, §11: the source records neither due dates nor the outcome of its proposals; only the examples stall."""
    found = find_stalled(sormland_graph, StallsQuestion(on="2026-11-24"))
    stalled = [row for row in found.rows if row["how"] == "stalled"]
    assert stalled
    assert all(row["example"] for row in stalled)
    assert all(finding.example for finding in found.findings)
    unknown = {row["assignment"] for row in found.rows if row["how"] == "unknown"}
    assert {"forslag-karta-forvalta-till-region-sormland", "tillvaxtverkets-rapport-2018-till-tillvaxtverket"} <= unknown


def test_what_is_resumed_is_open_from_that_day_until_the_next_ending(graph: Graph) -> None:
    put(
        graph,
        case(
            "2026-01-31",
            (StepKind.EXECUTED, "2026-01-20", None),
            (StepKind.REPORTED_BACK, "2026-02-10", None),
            (StepKind.RESUMED, "2026-03-01", None),
            (StepKind.REPORTED_BACK, "2026-04-10", None),
        ),
    )
    assert rows(graph, "2026-02-28") == set()
    assert rows(graph, "2026-03-01") == {("u", "stalled", "resumed", "2026-03-01", 29, "own date")}
    assert {row[4] for row in rows(graph, "2026-04-09")} == {68}
    assert rows(graph, "2026-04-10") == rows(graph) == set()


def test_what_is_resumed_without_a_date_is_held_against_the_usual_time_of_a_resumption(graph: Graph) -> None:
    steps = ((StepKind.REJECTED, "2026-02-01", None), (StepKind.RESUMED, "2026-05-01", None))
    put(graph, case(None, *steps))
    assert rows(graph) == {("u", "unknown", "resumed", "2026-05-01", None, None)}
    put(empty_graph(graph), case(None, *steps, norms={StepKind.RESUMED: 14}))
    assert rows(graph) == {("u", "stalled", "resumed", "2026-05-01", 17, "usual time")}


def test_nothing_is_listed_before_anything_is_known_of_it(graph: Graph) -> None:
    put(graph, case("2026-05-22", (StepKind.TAKEN, "2026-05-01", None), (StepKind.COMMUNICATED, "2026-06-10", None)))
    assert rows(graph, "2026-04-30") == set()
    assert {row[:4] for row in rows(graph, "2026-05-23")} == {("u", "stalled", "taken", "2026-05-01")}


def test_without_any_day_it_is_always_listed(graph: Graph) -> None:
    put(graph, case(None))
    assert rows(graph, "2019-01-01") == rows(graph) == {("u", "unknown", None, None, None, None)}


def test_the_first_day_of_an_assignment_is_the_first_that_is_known(graph: Graph) -> None:
    """The day of the decision, of its first step, or its own first day."""
    for more, taken_on, known in (({}, "2026-02-01", "2026-02-01"), ({"valid_from": "2026-01-01"}, None, "2026-01-01")):
        steps = [step("u", StepKind.COMMUNICATED, "2026-03-01")]
        put(empty_graph(graph), landscape(actor("a"), decision("b", assignment("u", "b", "a", **more), taken_on=taken_on), steps))
        before = (date.fromisoformat(known) - timedelta(1)).isoformat()
        assert (rows(graph, before), rows(graph, known)) == (set(), {("u", "unknown", None, None, None, None)})


def test_a_step_that_has_ended_counts_until_then(graph: Graph) -> None:
    reported = step("u", StepKind.REPORTED_BACK, "2026-04-01", valid_to="2026-04-30")
    put(graph, landscape(actor("a"), decision("b", assignment("u", "b", "a", due="2026-03-31")), reported))
    assert rows(graph, "2026-04-30") == set()
    assert rows(graph, "2026-05-01") == {("u", "stalled", None, None, 31, "own date")}


def plain(contents: Contents, on: str) -> set[_StallSummary]:
    """Return the same answer from the records alone, worked out day by day."""
    found: set[_StallSummary] = set()
    executed = {True: "executed"}
    norms = {item.step: item.days for item in contents.of(StepNorm).values()}
    for part in contents.of(Assignment).values():
        taken = contents.of(Decision)[part.decision].taken_on
        mine = [item for item in contents.of(Step).values() if item.assignment == part.id]
        days = {day for day in (taken, part.valid_from, *(item.on for item in mine)) if day}
        if not part.holds_on(on) or (days and min(days) > on):
            continue
        moving = (item for item in mine if item.kind != StepKind.VERIFIED)
        steps = sorted((item for item in moving if item.on <= on and item.holds_on(on)), key=_in_time)
        if (
            any(item.kind in CLOSING for item in steps)
            and [i.kind for i in steps if i.kind in (*CLOSING, StepKind.RESUMED)][-1] != StepKind.RESUMED
        ):
            continue
        due, against = _due(part.due, steps)
        step_, since = _find_reached(steps)
        if due is None and step_ in norms and since:
            due, against = (date.fromisoformat(since) + timedelta(norms[step_])).isoformat(), "usual time"
        if step_ == "executed" or due is None:
            found.add((part.id, executed.get(step_ == "executed", "unknown"), step_, since, None, None))
        elif due < on:
            days_over = (date.fromisoformat(on) - date.fromisoformat(due)).days
            found.add((part.id, "stalled", step_, since, days_over, against))
    return found


WAY = ("taken", "communicated", "line_decision", "executed", "reported_back")
CLOSING = (StepKind.REPORTED_BACK, StepKind.REJECTED, StepKind.SUPERSEDED)


def _in_time(item: Step) -> tuple[str, int, str]:
    return item.on, list(StepKind).index(item.kind), item.id


def _due(own: str | None, steps: list[Step]) -> tuple[str | None, str]:
    """Return the date of the pause in force, or else the last extended date, or its own."""
    if steps and steps[-1].kind in (StepKind.HELD, StepKind.DEFERRED):
        return steps[-1].until, "pause"
    extensions = [item.until for item in steps if item.kind == StepKind.EXTENDED]
    return [own, *extensions][-1], "own date"


def _find_reached(steps: list[Step]) -> tuple[StepKind | None, str | None]:
    """Return the farthest step since the last resumption, and the day on which it was first reached."""
    again, closed = -1, False
    for place, item in enumerate(steps):
        if item.kind == StepKind.RESUMED and closed:
            again = place
        closed = (closed or item.kind in CLOSING) and item.kind != StepKind.RESUMED
    on_the_way = [item for item in steps[again + 1 :] if item.kind in WAY]
    if on_the_way:
        farthest = max(on_the_way, key=lambda item: WAY.index(item.kind)).kind
        return farthest, next(item.on for item in on_the_way if item.kind == farthest)
    return (steps[again].kind, steps[again].on) if again >= 0 else (None, None)


@limit_examples(40)
@given(landscapes(parties=3), st.sampled_from(["2025-03-01", "2025-11-15", "2026-06-01", "2027-01-15"]))
def test_brute_force(local_graph: Graph, contents: Contents, on: str) -> None:
    put(empty_graph(local_graph), contents)
    assert rows(local_graph, on) == plain(contents, on)


def test_a_moved_date_says_what_it_was_and_what_is_uncertain_is_named(graph: Graph) -> None:
    """The original date is on record, or is the own one before an extension."""
    doubt = {"certainty": Certainty.UNCERTAIN, "certainty_reason": "egen läsning"}
    owed = [
        assignment("u1", "b", "a", due="2026-03-31", first_due="2025-12-31", first_due_words="HT 2025"),
        assignment("u2", "b", "a", due="2026-01-31", **doubt),
    ]
    steps = [step("u2", StepKind.EXTENDED, "2026-01-10", until="2026-04-30", reason="skäl", **doubt)]
    put(graph, landscape(actor("a", **doubt), decision("b", *owed, taken_on="2025-01-01"), steps))
    first, second = (str(finding.sentence) for finding in find_stalled(graph, StallsQuestion(on="2026-06-01")).findings)
    assert "It was first due HT 2025, 2025-12-31, and was moved to 2026-03-31." in first
    assert "ncertain" not in first
    assert "It was first due 2026-01-31, and was moved to 2026-04-30." in second
    assert "Uncertain: the assignment (egen läsning); extended 2026-01-10 (egen läsning)." in second
