"""Usual times by kind of forum and of decision, in days and working days: cases by hand, and page by page against plain Python."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from model.vocabulary.contents import Contents
from model.vocabulary.decisions import Assignment, DayUnit, Decision, DecisionKind, StepKind, StepNorm
from model.vocabulary.forums import Forum, ForumKind
from model.vocabulary.record import Record
from queries.questions.decisions import find_stalled
from queries.questions.parameters import StallsQuestion
from queries.server.graph import Graph
from tests.conftest import limit_examples
from tests.graphs import empty_graph, put
from tests.landscapes import EVIDENCE, actor, assignment, decision, forum, landscape, norm, step

S, WORKING = StepKind, DayUnit.WORKING_DAYS
ON = "2026-07-01"
PARTIES = (
    actor("a"),
    ForumKind(id="rad", name="råd", plural_name="Råd", evidence=EVIDENCE),
    forum("f"),
    forum("g", "gul", kind="rad"),
)
MIDSUMMER = {date(2026, 6, 19)}


def make(*cases: tuple[str | None, DecisionKind, str], norms: list[StepNorm], step_: StepKind = S.TAKEN) -> Contents:
    """Return a landscape with an assignment for each decider, kind of decision and day since when it is at its step."""
    made: list[Record] = []
    for n, (by, kind, since) in enumerate(cases):
        made += [
            *decision(f"b{n:02}", assignment(f"u{n:02}", f"b{n:02}", "a"), taken_in=by, kind=kind),
            step(f"u{n:02}", step_, since),
        ]
    return landscape(PARTIES, made, norms)


def read_all(graph: Graph, **more: Any) -> list[tuple[str, str | None, int | None, str | None]]:
    rows = find_stalled(graph, StallsQuestion(on=ON, **more)).rows
    return [(row["assignment"], row["due"], row["usual_days"], row["usual_unit"]) for row in rows]


def test_the_most_specific_usual_time_counts(graph: Graph) -> None:
    norms = [
        norm(S.TAKEN, 40),
        norm(S.TAKEN, 20, id="n2", decision_kind=DecisionKind.ORDER),
        norm(S.TAKEN, 10, id="n3", forum_kind="rad"),
    ]
    kinds = DecisionKind.ORDER, DecisionKind.DECISION
    put(graph, make(*((by, kind, "2026-05-01") for by in ("g", "f") for kind in kinds), norms=norms))
    assert read_all(graph) == [
        ("u00", "2026-05-11", 10, "days"), ("u01", "2026-05-11", 10, "days"), ("u02", "2026-05-21", 20, "days"),
        ("u03", "2026-06-10", 40, "days"),
    ]  # fmt: skip


def test_another_kind_is_another_usual_time(graph: Graph) -> None:
    norms = [norm(S.TAKEN, 10, forum_kind="rad"), norm(S.TAKEN, 20, id="n2", forum_kind="slag", decision_kind=DecisionKind.ORDER)]
    contents = make(("f", DecisionKind.ORDER, "2026-05-01"), norms=norms)
    put(graph, contents)
    assert read_all(graph) == [("u00", "2026-05-21", 20, "days")]
    put(graph, contents.with_([contents.of(Forum)["f"].model_copy(update={"kind": "rad"})]))
    assert read_all(graph) == [("u00", "2026-05-11", 10, "days")]
    put(graph, contents.with_([contents.of(Decision)["b00"].model_copy(update={"kind": DecisionKind.REQUEST})]))
    assert read_all(graph) == [("u00", None, None, None)]


def test_working_days_are_said(graph: Graph) -> None:
    put(graph, make(("f", DecisionKind.ORDER, "2026-06-17"), norms=[norm(S.TAKEN, 3, unit=WORKING)]))
    (finding,) = find_stalled(graph, StallsQuestion(on=ON)).findings
    assert " 8 days past the usual time of the step, 3 working days (2026-06-23)." in finding.sentence.in_("en")
    assert "försenat 8 dagar mot stegets vanliga tid, 3 arbetsdagar (2026-06-23)." in finding.sentence.in_("sv")


def test_invented_usual_times_count_only_for_invented_assignments(graph: Graph) -> None:
    put(graph, make(("f", DecisionKind.ORDER, "2026-05-01"), norms=[norm(S.TAKEN, 3, forum_kind="slag", example=True)]))
    assert find_stalled(graph, StallsQuestion(on=ON)).findings == []


_Case = tuple[str | None, DecisionKind, str]
SINCE = st.dates(date(2026, 6, 10), date(2026, 6, 30)).map(str)
CASES = st.tuples(st.sampled_from(["f", "g", "a", None]), st.sampled_from(list(DecisionKind)[:2]), SINCE)
NORMS = st.lists(
    st.tuples(
        st.integers(0, 12),
        st.sampled_from(DayUnit),
        st.sampled_from([None, "slag", "rad"]),
        st.sampled_from([None, *list(DecisionKind)[:2]]),
    ),
    max_size=5,
).map(
    lambda made: [
        norm(S.TAKEN, days, id=f"n{n}", unit=unit, forum_kind=forum_kind, decision_kind=kind)
        for n, (days, unit, forum_kind, kind) in enumerate(made)
    ]
)


@limit_examples(60)
@given(
    st.lists(CASES, min_size=1, max_size=14),
    NORMS,
    st.integers(1, 4),
    st.sampled_from([{}, {"area": "gul"}, {"forum": "f"}, {"addressee": "a"}]),
)
def test_page_by_page(local_graph: Graph, cases: list[_Case], norms: list[StepNorm], most: int, asked: dict[str, Any]) -> None:
    contents = make(*cases, norms=norms)
    put(empty_graph(local_graph), contents)
    found, after = [], None
    while True:
        answer = find_stalled(local_graph, StallsQuestion(on=ON, most=most, after=after, **asked))
        found += [(row["assignment"], row["due"] if row["how"] == "stalled" else None) for row in answer.rows]
        if (after := answer.next) is None:
            break
    assert found == plain(contents, asked)


def plain(contents: Contents, asked: dict[str, str]) -> list[tuple[str, str | None]]:
    """Return the same rows from the records alone: those past their day by day and id, then the unknown since when."""
    forums, late, unknown = contents.of(Forum), [], []
    for part in contents.of(Assignment).values():
        by = contents.of(Decision)[part.decision].taken_in
        place = forums.get(by or "")
        if asked.get("forum") not in (None, by) or ("area" in asked and (place is None or place.area != asked["area"])):
            continue
        end = _find_end(part, place.kind if place else None, contents)
        if end is None:
            unknown.append((part.since, part.id))
        elif end < ON:
            late.append((end, part.id))
    return [(id_, end) for end, id_ in sorted(late)] + [(id_, None) for _since, id_ in sorted(unknown)]


def _find_end(part: Assignment, forum_kind: str | None, contents: Contents) -> str | None:
    kind = contents.of(Decision)[part.decision].kind
    norms = [
        item
        for item in contents.of(StepNorm).values()
        if item.forum_kind in (None, forum_kind) and item.decision_kind in (None, kind)
    ]
    ranks = {(item.forum_kind is not None) * 2 + (item.decision_kind is not None) for item in norms}
    most = [item for item in norms if (item.forum_kind is not None) * 2 + (item.decision_kind is not None) == max(ranks)]
    return min((_count_on(date.fromisoformat(part.since or ""), item) for item in most), default=None)


def _count_on(day: date, of: StepNorm) -> str:
    left = of.days
    while left:
        day += timedelta(1)
        left -= of.unit == DayUnit.DAYS or (day.weekday() < 5 and day not in MIDSUMMER)
    return str(day)
