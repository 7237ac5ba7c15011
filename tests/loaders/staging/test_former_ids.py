"""Files that use the former ids of merged parties, and new parties that are likely the same as another."""

from collections.abc import Iterator

import pytest

from loaders.rows.dataset import DatasetRow, RowResult
from loaders.staging.former_ids import FormerIdResolver, report_former_ids
from loaders.staging.store import StagedRecords
from loaders.warnings import likenesses
from loaders.warnings.likenesses import find_likely_same
from model.errors import FileLocation
from model.vocabulary.record import Record
from tests.landscapes import actor, flow, landscape, seat

HERE = landscape(actor("a", former_ids=("x",), asserted_by=("annan",)), actor("b"))


def rows(*records: Record) -> Iterator[RowResult]:
    return (DatasetRow(record, FileLocation("fil", number)) for number, record in enumerate(records, 2))


@pytest.fixture
def staged() -> Iterator[StagedRecords]:
    with StagedRecords.on_disk() as made:
        made.add_known(HERE)
        yield made


def records(found: Iterator[RowResult]) -> list[Record]:
    return [item.record for item in found if isinstance(item, DatasetRow)]


def test_references_to_a_merged_party_name_the_survivor(staged: StagedRecords) -> None:
    one = flow("x", "b")
    former_ids = FormerIdResolver(staged)
    assert records(former_ids.resolve(rows(one, actor("del", part_of="x")))) == [
        actor("del", part_of="a"),
        one.model_copy(update={"source": "a"}),
    ]
    (notice,) = report_former_ids(former_ids.uses, staged.current_ids())
    assert notice.in_("en") == (
        "id: 'x' was merged into 'a' and is read as that: rows 2 – write 'a' in the file, and take away the row about 'x' itself"
    )


def test_a_row_of_a_merged_party_only_keeps_the_survivor(staged: StagedRecords) -> None:
    assert records(FormerIdResolver(staged).resolve(rows(actor("x", name="Gammalt")))) == [actor("a", former_ids=("x",))]


def test_a_row_of_a_survivor_keeps_its_former_ids(staged: StagedRecords) -> None:
    assert records(FormerIdResolver(staged).resolve(rows(actor("a", name="Ny")))) == [actor("a", name="Ny", former_ids=("x",))]


def test_rows_of_both_are_merged_as_they_were(staged: StagedRecords) -> None:
    assert records(FormerIdResolver(staged).resolve(rows(actor("a"), actor("x", name="Gammalt")))) == [
        actor("a", aliases=("Gammalt",), former_ids=("x",))
    ]


def test_relations_are_as_the_merger_left_them(staged: StagedRecords) -> None:
    itself = flow("x", "a")
    survivor, twice = seat("f", "a", evidence=("kalla §1",)), seat("f", "x", evidence=("kalla §2",))
    alone = seat("g", "x")
    assert records(FormerIdResolver(staged).resolve(rows(itself, twice, survivor, alone, flow("b", "b")))) == [
        flow("b", "b"),
        survivor.model_copy(update={"evidence": ("kalla §1", "kalla §2")}),
        alone.model_copy(update={"holder": "a"}),
    ]


def test_a_new_party_that_is_likely_the_same_is_noticed_once(staged: StagedRecords) -> None:
    for item in rows(actor("b2", name="B AB"), actor("b"), actor("c", name="Cirkus"), actor("c2", name="CIRKUS")):
        assert isinstance(item, DatasetRow)
        staged.stage(item.record, item.place)
    assert [(notice.id, notice.text.in_("en").partition(":")[0]) for notice in find_likely_same(staged)] == [
        ("b2", "likely the same as 'b' (95 of 100)"),
        ("c2", "likely the same as 'c' (95 of 100)"),
    ]


def test_so_many_new_ones_are_not_compared(staged: StagedRecords, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likenesses, "MOST_RECORDS_COMPARED", 1)
    for name in ("Varvet AB", "Varvet"):
        staged.stage(actor(name.casefold().replace(" ", "-"), name=name), FileLocation("x.csv", 2))
    (notice,) = find_likely_same(staged)
    assert notice.in_("en").startswith("more than 1 actors are new or renamed")
