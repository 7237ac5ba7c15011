"""Values that a source merely repeats never overwrite newer edits; its new values are loaded."""

from collections.abc import Callable
from pathlib import Path

import pytest

from loaders.plan.planning import plan_load
from loaders.rows.dataset import join_readings
from loaders.staging.conflicts import Preference
from loaders.text_files.csv_folder import read_folder
from model.changes.operations import Reason
from model.edits.by_hand import end_record, set_field
from model.edits.merging import merge_records
from model.edits.succession import plan_succession
from model.vocabulary.actors import Actor
from model.vocabulary.record import Record
from queries.journal.journal import apply_change
from queries.landscape.registers import read_contents
from queries.memory import last_asserted
from queries.memory.undoing import undo_change
from queries.server.graph import Graph
from tests.landscapes import actor, flow, landscape
from tests.loaders.folders import load_folder, write_records

_Notices = list[tuple[str, str, str]]


def about(id_: str, description: str | None) -> Record:
    return actor(id_, description=description)


def set_by_hand(graph: Graph, id_: str, field: str, value: str) -> None:
    apply_change(graph, Reason("kollega", "ändrat"), lambda now: set_field(now, id_, field, value))


def descriptions(graph: Graph) -> dict[str, str | None]:
    return {id_: record.description for id_, record in read_contents(graph).of(Actor).items()}


def plan_effects(
    graph: Graph, folder: Path, source: str = "s", prefer: Preference | None = None
) -> tuple[list[tuple[str, str]], _Notices]:
    """Return the changes of a load, and its notices about newer values."""
    with plan_load(graph, read_folder(folder, source), prefer=prefer) as plan:
        notices = [(str(notice.rule), notice.id, notice.field) for notice in plan.notices if notice.rule in ("stands", "news")]
        return [(item.action, item.id) for item in plan.operations], notices


def test_an_edit_stands_however_often_the_file_says_the_old(graph: Graph, tmp_path: Path) -> None:
    load_folder(graph, write_records(tmp_path, landscape(about("a", "x"), actor("b"))))
    set_by_hand(graph, "a", "description", "kollegans")
    old = write_records(tmp_path, landscape(about("a", "x"), actor("b")))
    assert plan_effects(graph, old) == ([], [("stands", "a", "description")])
    assert plan_effects(graph, old, prefer="file") == ([("set", "a")], [])
    for name in ("B ett", "B två"):
        load_folder(graph, write_records(tmp_path, landscape(about("a", "x"), actor("b", name=name))))
        load_folder(
            graph, write_records(tmp_path, landscape(actor("a", name=f"A {name}", description="x"), actor("b", name=name)))
        )
    assert descriptions(graph)["a"] == "kollegans"
    assert read_contents(graph).of(Actor)["a"].name == "A B två"


def test_news_takes_the_place_of_an_edit_and_says_so(graph: Graph, tmp_path: Path) -> None:
    load_folder(graph, write_records(tmp_path, landscape(about("a", "x"))))
    set_by_hand(graph, "a", "description", "kollegans")
    new = write_records(tmp_path, landscape(about("a", "z")))
    assert plan_effects(graph, new, prefer="graph") == ([], [("stands", "a", "description")])
    assert plan_effects(graph, new) == ([("set", "a")], [("news", "a", "description")])
    load_folder(graph, new)
    assert descriptions(graph) == {"a": "z"}
    assert plan_effects(graph, new) == ([], [])
    assert plan_effects(graph, write_records(tmp_path, landscape(about("a", "x")))) == ([("set", "a")], [])


def test_a_succession_stands(graph: Graph, tmp_path: Path) -> None:
    records = landscape(actor("a"), actor("b"))
    load_folder(graph, write_records(tmp_path, records))
    apply_change(graph, Reason("kollega", "efterträder"), lambda now: plan_succession(now, ["a"], ["b"], "2026-01-01"))
    after = read_contents(graph)
    assert load_folder(graph, write_records(tmp_path, records)) is None
    assert read_contents(graph) == after
    assert after.of(Actor)["b"].resulted_from == ("a",)


@pytest.mark.parametrize(
    "edit",
    [lambda now: end_record(now, "a", "2026-01-01"), lambda now: set_field(now, "a-demand-b", "channel", "möte")],
    ids=["ended", "a relation"],
)
def test_other_edits_stand(graph: Graph, tmp_path: Path, edit: Callable[..., object]) -> None:
    records = landscape(actor("a"), actor("b"), flow("a", "b"))
    load_folder(graph, write_records(tmp_path, records))
    apply_change(graph, Reason("kollega", "ändrat"), edit)  # type: ignore[arg-type]  # both are of Plan
    assert load_folder(graph, write_records(tmp_path, records)) is None


def test_a_load_that_was_undone_is_loaded_again(graph: Graph, tmp_path: Path) -> None:
    first, second = (write_records(tmp_path, landscape(about("a", text))) for text in "xz")
    load_folder(graph, first)
    load_folder(graph, second)
    undo_change(graph, 2, "tests", "fel")
    assert plan_effects(graph, second) == ([("set", "a")], [])
    undo_change(graph, 3, "tests", "rätt ändå")
    set_by_hand(graph, "a", "description", "kollegans")
    assert plan_effects(graph, second) == ([], [("stands", "a", "description")])
    assert plan_effects(graph, first) == ([("set", "a")], [("news", "a", "description")])


def test_two_sources_do_not_take_turns(graph: Graph, tmp_path: Path) -> None:
    one, two = (write_records(tmp_path, landscape(about("a", text))) for text in ("ett", "två"))
    load_folder(graph, one, "s")
    load_folder(graph, two, "t")
    assert descriptions(graph) == {"a": "två"}
    assert plan_effects(graph, one, "s") == ([], [("stands", "a", "description")])
    assert plan_effects(graph, two, "t") == ([], [])


def test_a_value_that_a_source_gives_again_is_new(graph: Graph, tmp_path: Path) -> None:
    load_folder(graph, write_records(tmp_path, landscape(about("a", "x"))), "t")
    load_folder(graph, write_records(tmp_path, landscape(about("a", "y"))))
    set_by_hand(graph, "a", "description", "kollegans")
    load_folder(graph, write_records(tmp_path, landscape()))
    assert plan_effects(graph, write_records(tmp_path, landscape(about("a", "y")))) == ([("set", "a")], [])


def test_a_merger_is_not_reverted(graph: Graph, tmp_path: Path) -> None:
    records = landscape(about("a", "x"), actor("b"), flow("b", "c"), actor("c"))
    load_folder(graph, write_records(tmp_path, [record for record in records if record.id != "b"], without="flow"))
    load_folder(graph, write_records(tmp_path, records), "t")
    apply_change(graph, Reason("kollega", "samma"), lambda now: merge_records(now, "a", "b").operations)
    after = read_contents(graph)
    load_folder(graph, write_records(tmp_path, records), "t")
    assert read_contents(graph) == after


def test_each_file_of_a_load_has_its_own_word(graph: Graph, tmp_path: Path) -> None:
    def both() -> None:
        with plan_load(graph, join_readings([read_folder(one, "s"), read_folder(two, "t")])) as plan:
            assert ([*plan.operations], {notice.id for notice in plan.notices}) == ([], {"a", "b"})

    one = write_records(tmp_path, landscape(about("a", "x")))
    two = write_records(tmp_path, [about("b", "x")])
    load_folder(graph, one, "s")
    load_folder(graph, two, "t")
    for id_ in "ab":
        set_by_hand(graph, id_, "description", "kollegans")
    both()


def test_much_that_differs_is_weighed_alike(graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from loaders.staging import source_history

    monkeypatch.setattr(source_history, "MOST_KEYS_LISTED", 3)
    monkeypatch.setattr(last_asserted, "MOST_SEARCHED_RECORDS", 0)
    ids = [f"a{number}" for number in range(6)]
    load_folder(graph, write_records(tmp_path, landscape(*(about(id_, "x") for id_ in ids))))
    set_by_hand(graph, "a1", "description", "kollegans")
    new = write_records(tmp_path, landscape(*(actor(id_, name=f"Ny {id_}", description="x") for id_ in ids)))
    operations, notices = plan_effects(graph, new)
    assert (len(operations), notices) == (6, [("stands", "a1", "description")])
    load_folder(graph, new)
    assert descriptions(graph) == dict.fromkeys(ids, "x") | {"a1": "kollegans"}
