"""Where decisions stall: hand-worked cases, and plain Python over random landscapes."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from model.contents import Contents
from model.decisions import Assignment, Decision, Step, StepKind, StepNorm
from model.trail import standing_of
from queries.decisions import stalls
from queries.graph import Graph
from tests.conftest import at_most
from tests.graphs import emptied, put
from tests.landscapes import actor, assignment, decision, landscape, landscapes, norm, step

ON = "2026-06-01"
Seen = tuple[str, str, str | None, str | None, int | None, str | None]


def rows(graph: Graph, on: str = ON) -> set[Seen]:
    return {
        (row["assignment"], row["how"], row["step"], row["since"], row["overdue"], row["against"])
        for row in stalls(graph, on).rows
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


def test_an_extension_moves_the_date(graph: Graph) -> None:
    put(graph, case("2026-01-01", (StepKind.TAKEN, "2025-12-01", None), (StepKind.EXTENDED, "2026-01-01", "2026-09-01")))
    assert rows(graph) == set()


def test_the_usual_time_of_the_step(graph: Graph) -> None:
    put(graph, case(None, (StepKind.TAKEN, "2026-05-01", None), norms={StepKind.TAKEN: 14}))
    assert rows(graph) == {("u", "stalled", "taken", "2026-05-01", 17, "usual time")}


def test_without_any_date_it_is_unknown_and_no_finding(graph: Graph) -> None:
    put(graph, case(None, (StepKind.TAKEN, "2026-05-01", None)))
    assert rows(graph) == {("u", "unknown", "taken", "2026-05-01", None, None)}
    assert [row["days"] for row in stalls(graph, ON).rows] == [31]
    assert stalls(graph, ON).findings == []


def test_what_is_reported_back_rejected_or_superseded_is_closed(graph: Graph) -> None:
    for kind in (StepKind.REPORTED_BACK, StepKind.REJECTED, StepKind.SUPERSEDED):
        put(emptied(graph), case("2026-01-01", (StepKind.TAKEN, "2025-12-01", None), (kind, "2026-02-01", None)))
        assert rows(graph) == set()


def test_as_of_an_earlier_day(graph: Graph) -> None:
    put(graph, case("2026-01-01", (StepKind.TAKEN, "2025-12-01", None), (StepKind.REPORTED_BACK, "2026-03-01", None)))
    assert rows(graph, "2026-02-01") == {("u", "stalled", "taken", "2025-12-01", 31, "own date")}
    assert rows(graph) == set()


def test_a_missing_owner_is_said(graph: Graph) -> None:
    put(graph, case("2026-05-22", (StepKind.TAKEN, "2026-05-01", None)))
    (finding,) = stalls(graph, ON).findings
    assert finding.sentence.in_("en") == (
        "“B” stands still with A: taken 2026-05-01, 10 days past its own date (2026-05-22). No function answers for it."
    )
    assert finding.rule == "stall-own-date"


def test_the_source_alone_shows_no_stall_but_much_that_is_unknown(sormland_graph: Graph) -> None:
    """§1.1, §11: the source records neither due dates nor what became of its proposals; only the examples stall."""
    found = stalls(sormland_graph, "2026-11-24")
    stalled = [row for row in found.rows if row["how"] == "stalled"]
    assert stalled
    assert all(row["example"] for row in stalled)
    assert all(finding.example for finding in found.findings)
    unknown = {row["assignment"] for row in found.rows if row["how"] == "unknown"}
    assert {"forslag-karta-forvalta-till-region-sormland", "tillvaxtverkets-rapport-2018-till-tillvaxtverket"} <= unknown


def plain(contents: Contents, on: str) -> set[Seen]:
    """The same answer from the records alone."""
    decisions = contents.of(Decision)
    found: set[Seen] = set()
    norms = {item.step: item.days for item in contents.of(StepNorm).values()}
    for part in contents.of(Assignment).values():
        steps = [item for item in contents.of(Step).values() if item.assignment == part.id and item.on <= on]
        taken = decisions[part.decision].taken_on
        now = standing_of(part.due, steps)
        if (taken and taken > on) or not now.open:
            continue
        against = "pause" if now.paused_until else "own date"
        due = now.next_due
        if due is None and now.step in norms and now.since:
            due, against = (date.fromisoformat(now.since) + timedelta(norms[now.step])).isoformat(), "usual time"
        if due is None:
            found.add((part.id, "unknown", now.step, now.since, None, None))
        elif due < on:
            days = (date.fromisoformat(on) - date.fromisoformat(due)).days
            found.add((part.id, "stalled", now.step, now.since, days, against))
    return found


@at_most(40)
@given(landscapes(parties=3), st.sampled_from(["2025-03-01", "2025-11-15", "2026-06-01", "2027-01-15"]))
def test_brute_force(local_graph: Graph, contents: Contents, on: str) -> None:
    put(emptied(local_graph), contents)
    assert rows(local_graph, on) == plain(contents, on)
