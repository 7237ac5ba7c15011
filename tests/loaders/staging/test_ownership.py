"""A source owns what it loaded: records that it lacks are taken from it, and no others."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.plan.loading import load_plan
from loaders.plan.planning import plan_load
from loaders.rows.dataset import join_readings
from loaders.staging.ownership import drop_sources
from loaders.staging.store import StagedRecords
from loaders.text_files.csv_folder import read_folder
from model.changes.operation_keys import reference_keys_of, references_of_values
from model.checks.landscape import check_addressees, check_references
from model.errors import InputError
from model.vocabulary.contents import Contents
from model.vocabulary.decisions import Assignment, StepKind
from model.vocabulary.record import Record
from model.vocabulary.registers import Landscape
from queries.archive.publishing import publish_revision
from queries.landscape.registers import read_contents
from queries.questions.decisions import find_stalled
from queries.questions.parameters import StallsQuestion
from queries.server.graph import Graph
from tests.landscapes import EVIDENCE, actor, assignment, decision, flow, forum, landscape, landscapes, seat, step
from tests.loaders.folders import load_folder, remove_column, write_records

A, B, C = actor("a"), actor("b"), actor("c")


def yesterday() -> str:
    """Return yesterday, as of the test and not of the session's start."""
    return (date.today() - timedelta(days=1)).isoformat()


def of(record: Record, *who: str, **more: object) -> Record:
    return record.model_copy(update={"asserted_by": who, **more})


def actors(graph: Graph) -> dict[str, tuple[tuple[str, ...], str | None]]:
    return {id_: (record.asserted_by, record.valid_to) for id_, record in read_contents(graph).of(type(A)).items()}


@pytest.mark.parametrize(
    ("record", "left"),
    [
        (of(A, "s", "t"), (of(A, "t"), False)),
        (of(A, "s"), (of(A, valid_to="2026-05-31"), False)),
        (of(A, "s", valid_to="2026-01-01"), (of(A, valid_to="2026-01-01"), False)),
        (of(A, "s", valid_to="2027-01-01"), (of(A, valid_to="2026-05-31"), False)),
        (of(A, "s", valid_from="2026-06-01"), (of(A, valid_from="2026-06-01"), True)),
    ],
    ids=["others say it", "nobody says it", "ended already", "would end later", "not begun"],
)
def test_a_record_that_its_source_lacks_ends_or_is_removed(record: Record, left: tuple[Record, bool]) -> None:
    assert drop_sources(record, {"s"}, "2026-05-31") == left


@pytest.mark.parametrize(("day", "left"), [(0, False), (400, False), (-1, True)], ids=["today", "later", "yesterday"])
def test_an_untaken_decision_is_removed_with_its_assignments_and_steps(
    graph: Graph, tmp_path: Path, day: int, left: bool
) -> None:
    on = (date.today() + timedelta(days=day)).isoformat()
    case = [*decision("d", assignment("u", "d", "a"), taken_on=on), step("u", StepKind.TAKEN, on)]
    load_folder(graph, write_records(tmp_path, landscape(A, *case)))
    load_folder(
        graph,
        write_records(tmp_path, landscape(A, *decision("e", assignment("v", "e", "a")), step("v", StepKind.TAKEN, "2020-01-01"))),
    )
    of_it = [record.valid_to for record in read_contents(graph) if record.id in ("d", "u") or record.key == case[2].key]
    assert of_it == ([yesterday()] * 3 if left else [])


@pytest.mark.parametrize("published", [True, False])
def test_a_new_version_ends_the_records_it_lacks_published_or_not(graph: Graph, tmp_path: Path, published: bool) -> None:
    load_folder(graph, write_records(tmp_path, landscape(A, B, flow("a", "b"))))
    load_folder(graph, write_records(tmp_path, [B, of(actor("d"))]), "t")
    if published:
        publish_revision(graph, "tests", "första")
    load_folder(graph, write_records(tmp_path, landscape(A, B, C, flow("a", "b"))))
    load_folder(graph, write_records(tmp_path, landscape(actor("e"))))
    assert actors(graph) == {
        "a": ((), yesterday()),
        "b": (("t",), None),
        "c": ((), yesterday()),
        "d": (("t",), None),
        "e": (("s",), None),
    }
    (gone,) = read_contents(graph).of(type(flow("a", "b"))).values()
    assert (gone.asserted_by, gone.valid_to) == ((), yesterday())
    assert load_plan(graph, read_folder(write_records(tmp_path, landscape(actor("e"))), "s"), "tests", "igen") is None


def test_a_case_that_a_later_export_lacks_stays_in_the_past_and_is_noticed_while_open(graph: Graph, tmp_path: Path) -> None:
    """It was never published; the landscape of an earlier day still has it."""
    cases = {id_: decision(id_, assignment(f"u-{id_}", id_, "a", due=due)) for id_, due in (("d", "2020-06-30"), ("e", None))}
    steps = step("u-d", StepKind.TAKEN, "2020-01-01"), step("u-e", StepKind.TAKEN, "2020-01-01")
    load_folder(graph, write_records(tmp_path, landscape(A, *cases.values(), *steps)))
    later = find_stalled(graph, StallsQuestion(on="2020-07-01")).rows
    with plan_load(graph, read_folder(write_records(tmp_path, landscape(A, B)), "s")) as plan:
        (open_ends,) = (notice for notice in plan.notices if notice.rule == "open-ends")
    text = "2 assignments end while they are open, 1 of them past their date: u-d (2020-06-30), u-e"
    assert str(open_ends.text) == text
    load_folder(graph, write_records(tmp_path, landscape(A, B)))
    assert find_stalled(graph, StallsQuestion(on="2020-07-01")).rows == later
    assert [row["assignment"] for row in later] == ["u-d", "u-e"]
    assert find_stalled(graph, StallsQuestion(on=date.today().isoformat())).rows == []


def test_a_step_that_its_source_no_longer_says_has_been_and_counts_no_longer(graph: Graph, tmp_path: Path) -> None:
    part = [A, *decision("d", assignment("u", "d", "a", due="2020-06-30")), step("u", StepKind.TAKEN, "2020-01-01")]
    load_folder(graph, write_records(tmp_path, landscape(*part, step("u", StepKind.REPORTED_BACK, "2020-08-01"))))
    load_folder(graph, write_records(tmp_path, landscape(*part)))
    for day, expected in (("2020-07-01", ["u"]), (yesterday(), []), (date.today().isoformat(), ["u"])):
        assert [row["assignment"] for row in find_stalled(graph, StallsQuestion(on=day)).rows] == expected


def test_a_landscape_has_one_row_about_itself_also_where_files_give_it_another(graph: Graph, tmp_path: Path) -> None:
    about = Landscape(id="kust", name="Kust", base_iri="https://landskap.example/kust/", evidence=EVIDENCE)
    load_folder(graph, write_records(tmp_path, landscape(A, about)))
    load_folder(graph, write_records(tmp_path, landscape(A, about.model_copy(update={"id": "kusten", "name": "Kusten"}))))
    assert list(read_contents(graph).of(Landscape)) == ["kusten"]


def test_types_without_a_file_and_records_to_keep_are_left_alone(graph: Graph, tmp_path: Path) -> None:
    load_folder(graph, write_records(tmp_path, landscape(A, forum("f"), seat("f", "a"))))
    load_folder(graph, write_records(tmp_path, landscape(A, forum("f")), without="seat"))
    assert len(read_contents(graph).of(type(seat("f", "a")))) == 1
    with plan_load(graph, read_folder(write_records(tmp_path, landscape(A, forum("f"))), "s"), keep_missing=True) as plan:
        assert list(plan.operations) == []
    with plan_load(graph, read_folder(write_records(tmp_path, landscape(A, forum("f"))), "s")) as plan:
        assert [(item.action, item.id) for item in plan.operations] == [("end", "f-a")]


def test_a_column_that_a_new_version_has_not_says_nothing(graph: Graph, tmp_path: Path) -> None:
    load_folder(graph, write_records(tmp_path, landscape(actor("a", description="x"), actor("b"))))
    folder = write_records(tmp_path, landscape(actor("a", name="A nytt"), actor("b")))
    remove_column(folder / "actor.csv", "description")
    with plan_load(graph, read_folder(folder, "s")) as plan:
        assert [(item.id, [name for name, _, _ in item.fields()]) for item in plan.operations] == [("a", ["name"])]
        assert [(notice.rule, notice.type, notice.field) for notice in plan.notices] == [("no-column", "Actor", "description")]


def test_a_row_without_the_last_day_column_revives_a_record(graph: Graph, tmp_path: Path) -> None:
    load_folder(graph, write_records(tmp_path, landscape(A, B, C)))
    load_folder(graph, write_records(tmp_path, landscape(A, B)))
    assert actors(graph)["c"] == ((), yesterday())
    folder = write_records(tmp_path, landscape(A, B, C))
    remove_column(folder / "actor.csv", "valid_to")
    load_folder(graph, folder)
    assert actors(graph)["c"] == (("s",), None)


def test_a_file_that_has_got_another_name_is_noticed(graph: Graph, tmp_path: Path) -> None:
    load_folder(graph, write_records(tmp_path, landscape(actor("a"), actor("b"), actor("c"))))
    new = write_records(tmp_path, landscape(actor("a"), actor("b")))
    for source, expected in (("s", []), ("s-v2", ["another-source"])):
        with plan_load(graph, read_folder(new, source)) as plan:
            assert [notice.rule for notice in plan.notices] == expected


def test_a_new_source_that_contradicts_others_is_noticed(graph: Graph, tmp_path: Path) -> None:
    load_folder(graph, write_records(tmp_path, landscape(actor("a", description="x"))), "annan")
    with plan_load(graph, read_folder(write_records(tmp_path, landscape(actor("a", description="y"))), "s")) as plan:
        (notice,) = (notice for notice in plan.notices if notice.rule == "others-word")
    assert str(notice.text) == "new from s, and different from what annan had: Description: x → y"


def test_records_that_several_sources_of_one_load_lack(graph: Graph, tmp_path: Path) -> None:
    for source in ("s", "t"):
        load_folder(graph, write_records(tmp_path, landscape(A, B, flow("a", "b"))), source)
    parts = [
        read_folder(write_records(tmp_path, landscape(A)), "s"),
        read_folder(write_records(tmp_path, [], without="actor"), "t"),
    ]
    load_plan(graph, join_readings(parts), "tests", "båda")
    assert actors(graph) == {"a": (("s", "t"), None), "b": (("t",), None)}
    assert [item.valid_to for item in read_contents(graph).of(type(flow("a", "b"))).values()] == [yesterday()]


def test_a_row_that_cannot_be_read_is_not_missing(graph: Graph, tmp_path: Path) -> None:
    load_folder(graph, write_records(tmp_path, landscape(A, B, flow("a", "b"))))
    folder = write_records(tmp_path, landscape(A, B, flow("a", "b")))
    text = (folder / "actor.csv").read_text(encoding="utf-8-sig")
    (folder / "actor.csv").write_text(text.replace("b;B;", "b;;"), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_folder(graph, folder)
    assert [(problem.id, problem.field) for problem in caught.value.problems] == [("b", "name")]


@given(landscapes(), st.data())
def test_no_record_that_stays_names_a_removed_one(contents: Contents, data: st.DataObject) -> None:
    everything = [of(record, data.draw(st.sampled_from(["s", "t"]))) for record in contents]
    with StagedRecords.on_disk() as staged:
        staged.add_known(everything)
        labels = {record.label for record in everything}
        staged.retract(
            drop_sources(record, {"s"}, "1899-12-31")  # a day on which nothing has begun
            for label in sorted(labels)
            for record, _stamp in staged.find_retractable(label, {"s"}, ())
        )
        left = Contents(staged)
    assert find_dangling(left) == []
    assert {(r.label, r.id) for r in everything if r.asserted_by == ("t",)} <= {(r.label, r.id) for r in left}
    for record in left:
        assert record.asserted_by == ("t",) or is_named(left, record) or isinstance(record, Assignment)


def find_dangling(contents: Contents) -> list[object]:
    """Return the references to records that do not exist, and the decisions without an addressee."""
    named_in_vain = [problem for record in contents for problem in check_references(record, contents)]
    return [*named_in_vain, *check_addressees(contents)]


def is_named(contents: Contents, record: Record) -> bool:
    ways = reference_keys_of((record.label, record.id))
    return any(not ways.isdisjoint(references_of_values(other.label, other.values())) for other in contents)
