"""Derived properties are true after every change, however it came into the graph."""

from collections import Counter
from itertools import combinations, permutations
from typing import Any

import pytest
from hypothesis import given

import queries.journal.journal
from model.changes.operations import build_creation
from model.vocabulary.actors import Function
from model.vocabulary.contents import Contents, Party
from model.vocabulary.decisions import PAUSES, TRAIL, Assignment, Decision, DecisionKind, Step, StepKind
from model.vocabulary.forums import Forum, ForumKind, Seat
from model.vocabulary.record import Certainty
from queries.archive.archive import GraphArchive
from queries.archive.install import install_archive
from queries.archive.verify import verify_journal
from queries.findings.break_search import FEWEST_BROKEN
from queries.findings.matter_rules import WORK
from queries.journal.journal import read_head
from queries.journal.prepare import prepare_graph
from queries.landscape.derived import ASSIGNMENT_PLACES, MATTER_PROPERTIES, find_outdated, make_matter
from queries.landscape.registers import read_contents
from queries.questions.decisions import find_stalled
from queries.questions.parameters import StallsQuestion, UnrepresentedQuestion
from queries.representation.unrepresented import find_unrepresented
from queries.server.graph import Graph
from tests.conftest import limit_examples
from tests.graphs import empty_graph, put, run_past_catalogue
from tests.landscapes import EVIDENCE, actor, assignment, concerns, decision, forum, landscape, seat, step
from tests.queries.test_differential import HISTORIES
from tests.servers import SERVERS, graph_of

ON = "2026-06-01"
FULL = landscape(
    actor("a"),
    ForumKind(id="rad", name="råd", plural_name="Råd", evidence=EVIDENCE),
    forum("f"),
    forum("g", "gul"),
    forum("n", None),
    seat("f", "a", valid_from="2026-01-01"),
    seat("f", None, valid_to="2026-05-31", example=True),
    seat("g", "a", certainty=Certainty.UNCERTAIN, certainty_reason="kallas lämplig"),
    concerns("a", "gron"),
    decision("d", assignment("d-a", "d", "a", due="2026-05-01"), assignment("d-f", "d", "f"), taken_in="f"),
    step("d-f", StepKind.TAKEN, "2026-02-01"),
    decision("e", assignment("e-a", "e", "a"), taken_in="n"),
    decision("i", assignment("i-a", "i", "a", due="2026-05-02"), taken_in="a", name="Plan 2026", case_number="1"),
    decision("j", taken_in="a", name="Plan för 2026", case_number="2"),
)
_DerivedValues = dict[str, tuple[Any, ...]]


def read_kept(graph: Graph) -> _DerivedValues:
    """Return the derived properties in the graph, by id."""
    forums = run_past_catalogue(graph, "MATCH (f:Forum) RETURN f.id, f.listed, f.seated")
    properties = ", ".join(f"a.{name}" for name in ASSIGNMENT_PLACES)
    places = run_past_catalogue(graph, f"MATCH (a:Assignment) RETURN a.id, {properties}")
    matters = run_past_catalogue(graph, "MATCH (d:Decision) RETURN d.id, d.matter, d.repeated")
    parties = run_past_catalogue(graph, "MATCH (p:Party) RETURN 'party ' + p.id, p.cell, p.spot")
    courses = run_past_catalogue(graph, "MATCH (a:Assignment) RETURN 'course of ' + a.id, a.course")
    kept = {id_: tuple(found) for id_, *found in (*places, *matters, *parties)}
    kept |= {id_: tuple(sorted(course)) for id_, course in courses if course}
    return kept | {id_: (listed, sorted(seated)) for id_, listed, seated in forums}


def plain(contents: Contents) -> _DerivedValues:
    """Return the same, derived from the records alone."""
    decisions = contents.of(Decision)
    matters = {id_: make_matter(item.model_dump()) for id_, item in decisions.items()}
    counts = Counter(matters.values())
    return (
        {id_: _of_forum(item, contents) for id_, item in contents.of(Forum).items()}
        | {id_: _of_assignment(item, contents) for id_, item in contents.of(Assignment).items()}
        | {id_: (matter, matter if counts[matter] > 1 else None) for id_, matter in matters.items()}
        | {f"course of {id_}": course for id_ in contents.of(Assignment) if (course := _course_of(id_, contents))}
        | {f"party {party.id}": _of_party(party) for party in contents.parties()}
    )


def _of_party(party: Party) -> tuple[str, str]:
    area = party.area if isinstance(party, Forum) else None
    kind = None if isinstance(party, Function) else party.kind
    cell = "/".join([f"area:{area}" if area else party.type or "-", party.level, type(party).__name__.lower(), kind or "-"])
    return cell, f"{cell} {party.place or '-'} {party.id}"


def _of_forum(forum: Forum, contents: Contents) -> tuple[str, list[str]]:
    seats = [item for item in contents.of(Seat).values() if item.forum == forum.id]
    days = {item.id: f"{item.valid_from or '0001-01-01'} {item.valid_to or '9999-12-31'}" for item in seats}
    certain = {f"{days[item.id]} {item.standing}" for item in seats if item.certainty == Certainty.CERTAIN}
    uncertain = {f"{days[item.id]} uncertain {item.standing}" for item in seats if item.certainty == Certainty.UNCERTAIN}
    examples = {f"{days[item.id]} example" for item in seats if item.example}
    return f"{forum.area or ''}/{forum.level}/{forum.id}", sorted(certain | uncertain | examples)


def _of_assignment(item: Assignment, contents: Contents) -> tuple[str | None, ...]:
    decided = contents.of(Decision)[item.decision]
    by = contents.of(Forum).get(decided.taken_in) if decided.taken_in else None
    standing = f"{item.since or decided.taken_on or 'unknown'} {item.id}"
    steps = [step for step in contents.of(Step).values() if step.assignment == item.id]
    later = {(two.kind, one.kind) for one, two in permutations(steps, 2) if one.on < two.on}
    told = not item.open and item.step == StepKind.REPORTED_BACK and not item.verified
    return (
        f"{by.area} {item.balance}" if by and by.area and item.balance else None,
        f"{item.step or 'none'} {standing}" if item.open or told else None,
        standing if item.open and not item.owner else None,
        f"{1_000_000 - item.deferrals} {item.id}" if item.deferrals else None,
        f"{item.paused_until} {item.id}" if item.open and item.paused_until else None,
        f"{decided.taken_in} {item.addressee}" if item.open and decided.taken_in else None,
        f"{by.kind if by else '-'} {decided.kind}" if item.open and item.step and not item.next_due else None,
        f"{decided.taken_on or 'unknown'} {decided.kind}",
        item.id if any(step.on < (decided.taken_on or "") for step in steps) or {*combinations(TRAIL, 2)} & later else None,
        item.id if {(work, StepKind.SUPERSEDED) for work in WORK} & later else None,
    )


def _course_of(assignment: str, contents: Contents) -> tuple[str, ...]:
    steps = [item for item in contents.of(Step).values() if item.assignment == assignment]
    return tuple(sorted(
        f"{item.kind}:{item.on}" + (f":{item.valid_from or ''}:{item.valid_to or ''}" if item.valid_from or item.valid_to else "")
        for item in steps if item.kind not in (*PAUSES, StepKind.VERIFIED)
    ))  # fmt: skip


def test_a_whole_landscape(graph: Graph) -> None:
    put(graph, FULL)
    assert read_kept(graph) == plain(FULL)
    assert {place for (place, *_) in read_kept(graph).values()} > {"gron/regional/f", "/regional/n", "gron 2026-05-01 d-a", None}
    assert read_kept(graph)["d-f"][1:] == (
        "taken 2026-02-01 d-f",
        "2026-02-01 d-f",
        None,
        None,
        "f f",
        "slag decision",
        "unknown decision",
        None,
        None,
    )
    assert read_kept(graph)["e-a"][1:] == (
        "none unknown e-a",
        "unknown e-a",
        None,
        None,
        "n a",
        None,
        "unknown decision",
        None,
        None,
    )
    assert read_kept(graph)["f"][1] == [
        "0001-01-01 2026-05-31 example", "0001-01-01 2026-05-31 existing", "2026-01-01 9999-12-31 existing"
    ]  # fmt: skip


def test_from_a_new_decision_only_its_matter_follows() -> None:
    made = [build_creation(decision) for decision in FULL.of(Decision).values()]
    assert list(find_outdated(Decision, made)) == [
        ("derived/assignments-of-decisions", set()),
        ("derived/trails-of-decisions", set()),
        ("derived/matters", {"a 2026"}),
    ]


def list_crowded(contents: Contents) -> set[str]:
    """Return the open assignments of hand-offs where so many are open that one can be broken."""
    decisions, opened = contents.of(Decision), [item for item in contents.of(Assignment).values() if item.open]
    ends = {item.id: (decisions[item.decision].taken_in, item.addressee) for item in opened}
    counts = Counter(ends.values())
    return {id_ for id_, (forum, party) in ends.items() if forum and counts[forum, party] >= FEWEST_BROKEN}


def read_crowded(graph: Graph) -> set[str]:
    return {id_ for (id_,) in run_past_catalogue(graph, "MATCH (a:Assignment) WHERE a.crowded = a.hand_off RETURN a.id")}


def test_hand_offs_with_three_open_assignments_are_crowded(graph: Graph) -> None:
    """A hand-off stays so when there are fewer; what is closed or passed to somebody else does not."""
    parties, two = (actor("a"), actor("b"), forum("f")), [assignment(id_, "d", "a") for id_ in "uv"]
    third, done = assignment("w", "e", "a"), step("w", StepKind.REPORTED_BACK, "2026-03-01")
    for more, crowded in (
        ((decision("d", *two, taken_in="f"), decision("e", third, taken_in="f")), "uvw"),
        ((decision("d", *two, taken_in="f"), decision("e", third, taken_in="f"), done), "uv"),
        ((decision("d", *two), decision("e", third)), ""),
        ((decision("d", *two, taken_in="f"), decision("e", third, taken_in="b")), ""),
        ((decision("d", *two, taken_in="b"), decision("e", third, taken_in="b")), "uvw"),
        ((decision("d", two[0], assignment("v", "d", "b"), taken_in="b"), decision("e", third, taken_in="b")), "uw"),
    ):
        put(graph, landscape(*parties, *more))
        assert read_crowded(graph) == {*crowded}


ODD = landscape(
    actor("a"),
    decision("d", assignment("u", "d", "a"), taken_on="2026-02-01"),
    decision("e", assignment("v", "e", "a"), taken_on="2026-01-01"),
    step("u", StepKind.COMMUNICATED, "2026-02-03"),
    step("u", StepKind.SUPERSEDED, "2026-03-01"),
)


def test_steps_that_may_be_out_of_order_follow_from_all_steps_and_the_decision(graph: Graph) -> None:
    """Also from steps that have ended: on an earlier day they counted."""
    put(graph, ODD)
    assert read_kept(graph)["u"][-2:] == (None, None)
    early, late = step("u", StepKind.EXECUTED, "2026-02-02", valid_to="2026-02-10"), step("u", StepKind.EXECUTED, "2026-03-02")
    for contents, kept in (
        (landscape(*ODD, early), ("u", None)),
        (landscape(*ODD, late), (None, "u")),
        (landscape(*(item for item in ODD if item.id != "d"), decision("d", taken_on="2026-02-04")), ("u", None)),
        (landscape(*ODD, step("v", StepKind.SUPERSEDED, "2026-02-05")), (None, None)),
        (landscape(*(item for item in ODD if item.id != "u"), assignment("u", "e", "a", step="communicated")), (None, None)),
    ):
        put(graph, contents)
        assert read_kept(graph) == plain(contents)
        assert read_kept(graph)["u"][-2:] == kept


def test_a_forum_that_gets_another_area_or_kind_takes_its_assignments_along(graph: Graph) -> None:
    put(graph, FULL)
    moved = landscape(*(item for item in FULL if item.id not in ("f", "n")), forum("f", "gul", kind="rad"), forum("n", "gron"))
    put(graph, moved)
    assert read_kept(graph) == plain(moved)
    put(graph, FULL)
    assert read_kept(graph) == plain(FULL)


def test_a_decision_that_was_taken_elsewhere_or_on_another_day_takes_its_assignments_along(graph: Graph) -> None:
    put(graph, FULL)
    for taken_in, taken_on in (("g", "2026-01-01"), ("a", None), (None, "2026-01-02")):
        kind = DecisionKind.ORDER if taken_in else DecisionKind.REQUEST
        other = decision("d", taken_in=taken_in, taken_on=taken_on, kind=kind)
        moved = landscape(*(item for item in FULL if item.id != "d"), other)
        put(graph, moved)
        assert read_kept(graph) == plain(moved)


def test_seats_that_come_and_go(graph: Graph) -> None:
    without = landscape(*(item for item in FULL if not isinstance(item, Seat)), seat("n", "a"))
    for contents in (FULL, without, FULL):
        put(graph, contents)
        assert read_kept(graph) == plain(contents)


@pytest.mark.slow
@pytest.mark.parametrize("at_once", [queries.journal.journal.OPERATIONS_PER_TRANSACTION, 0])
def test_any_history(local_graph: Graph, monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    """Both in one transaction and in batches."""
    monkeypatch.setattr(queries.journal.journal, "OPERATIONS_PER_TRANSACTION", at_once)
    monkeypatch.setattr("queries.landscape.writes.ROWS_PER_WRITE", 3)

    @limit_examples(25)
    @given(HISTORIES)
    def check(history: list[Contents]) -> None:
        empty_graph(local_graph)
        for contents in history:
            put(local_graph, contents)
            assert read_kept(local_graph) == plain(contents)
            assert list_crowded(contents) <= read_crowded(local_graph)

    check()


def test_what_is_copied_has_it(request: pytest.FixtureRequest) -> None:
    for name in SERVERS:
        there = empty_graph(graph_of(request, name))
        put(there, FULL)
        archive = GraphArchive(there)
        for other in SERVERS:
            if other != name:
                here = empty_graph(graph_of(request, other))
                install_archive(here, archive)
                assert read_kept(here) == plain(FULL)


def test_a_graph_of_an_older_version_gets_it(graph: Graph) -> None:
    put(graph, FULL)
    ask = [
        find_stalled(graph, StallsQuestion(on=ON)).as_json(),
        find_unrepresented(graph, UnrepresentedQuestion(on=ON)).as_json(),
    ]
    run_past_catalogue(graph, "MATCH (f:Forum) REMOVE f.listed, f.seated")
    run_past_catalogue(graph, f"MATCH (a:Assignment) REMOVE {', '.join(f'a.{name}' for name in ASSIGNMENT_PLACES)}")
    run_past_catalogue(graph, f"MATCH (d:Decision) REMOVE {', '.join(f'd.{name}' for name in MATTER_PROPERTIES)}")
    run_past_catalogue(graph, "MATCH (h:Head) SET h.schema = 'older'")
    prepare_graph(graph)
    assert read_kept(graph) == plain(FULL)
    assert [
        find_stalled(graph, StallsQuestion(on=ON)).as_json(),
        find_unrepresented(graph, UnrepresentedQuestion(on=ON)).as_json(),
    ] == ask
    assert read_contents(graph) == FULL


def test_where_assignments_stand_is_kept_anew_in_a_graph_of_an_older_version(graph: Graph) -> None:
    """Older versions did not reopen what had ended at a resumption. A change in the journal corrects the graph."""
    steps = step("u", StepKind.REPORTED_BACK, "2026-02-10"), step("u", StepKind.RESUMED, "2026-03-01")
    contents = landscape(actor("a"), decision("b", assignment("u", "b", "a", due="2026-01-31")), *steps)
    wrong = {"open": False, "step": StepKind.REPORTED_BACK, "since": "2026-02-10", "balance": None}
    put(graph, contents.with_([contents.of(Assignment)["u"].model_copy(update=wrong)]))
    run_past_catalogue(graph, "MATCH (h:Head) REMOVE h.trails")
    assert find_stalled(graph, StallsQuestion(on=ON)).rows == []
    prepare_graph(graph)
    assert read_contents(graph) == contents
    assert [row["assignment"] for row in find_stalled(graph, StallsQuestion(on=ON)).rows] == ["u"]
    assert verify_journal(graph).sound
    before = read_head(graph)
    prepare_graph(graph)
    assert read_head(graph) == before


def test_decisions_with_the_same_numbers_in_their_names_may_be_one_matter(graph: Graph) -> None:
    """Until one of them has no case number, says another year, was taken elsewhere, or is gone."""
    first, again = decision("a1", taken_in="a", name="Plan 2026", case_number="1"), {"taken_in": "a", "name": "Plan 2026"}
    for more, kept in (
        ({"case_number": "2"}, "a 2026"),
        ({"case_number": None}, None),
        ({"case_number": "2", "name": "Plan 2027"}, None),
        ({"case_number": "2", "name": "2026 års plan"}, "a 2026"),
        ({"case_number": "2", "taken_in": "b"}, None),
        ({"case_number": "2", "example": True}, None),
    ):
        contents = landscape(actor("a"), actor("b"), first, decision("a2", **again | more))
        put(graph, contents)
        assert read_kept(graph) == plain(contents)
        assert read_kept(graph)["a1"] == ("a 2026", kept)
    put(graph, landscape(actor("a"), first, decision("a3", **again, case_number="2"), decision("a4", **again, case_number="3")))
    assert [read_kept(graph)[id_][1] for id_ in ("a1", "a3", "a4")] == ["a 2026"] * 3
    put(graph, landscape(actor("a"), first))
    assert read_kept(graph)["a1"] == ("a 2026", None)
