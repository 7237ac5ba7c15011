"""Files that still say what has been merged, and what is likely the same as something that is there."""

from collections.abc import Iterator

import pytest

from loaders.rows.dataset import Found, Row
from loaders.staging.former_ids import as_merged, said_by_former_ids
from loaders.staging.store import Staged
from loaders.warnings import likenesses
from loaders.warnings.likenesses import likely_the_same
from model.places import Place
from model.vocabulary.record import Record
from tests.landscapes import actor, flow, landscape, seat

HERE = landscape(actor("a", former_ids=("x",), asserted_by=("annan",)), actor("b"))


def rows(*records: Record) -> Iterator[Found]:
    return (Row(record, Place("fil", number)) for number, record in enumerate(records, 2))


@pytest.fixture
def staged() -> Iterator[Staged]:
    with Staged.on_disk() as made:
        made.know(HERE)
        yield made


def records(found: Iterator[Found]) -> list[Record]:
    return [item.record for item in found if isinstance(item, Row)]


def test_references_are_understood_of_what_it_was_merged_into(staged: Staged) -> None:
    one = flow("x", "b")
    assert records(as_merged(staged, rows(one, actor("del", part_of="x")))) == [
        actor("del", part_of="a"),
        one.model_copy(update={"source": "a"}),
    ]
    (notice,) = said_by_former_ids(staged)
    assert notice.in_("en") == (
        "id: 'x' was merged into 'a', and is understood as that: rows 2"
        " – write 'a' in the file, and take away the row about 'x' itself"
    )


def test_a_row_about_what_was_merged_says_only_that_the_rest_is_there(staged: Staged) -> None:
    assert records(as_merged(staged, rows(actor("x", name="Gammalt")))) == [actor("a", former_ids=("x",))]


def test_a_row_about_what_is_left_keeps_its_former_ids(staged: Staged) -> None:
    assert records(as_merged(staged, rows(actor("a", name="Ny")))) == [actor("a", name="Ny", former_ids=("x",))]


def test_rows_of_both_are_merged_as_they_were(staged: Staged) -> None:
    assert records(as_merged(staged, rows(actor("a"), actor("x", name="Gammalt")))) == [
        actor("a", aliases=("Gammalt",), former_ids=("x",))
    ]


def test_relations_are_what_the_merger_left_of_them(staged: Staged) -> None:
    itself = flow("x", "a")
    kept, twice = seat("f", "a", evidence=("kalla §1",)), seat("f", "x", evidence=("kalla §2",))
    alone = seat("g", "x")
    assert records(as_merged(staged, rows(itself, twice, kept, alone, flow("b", "b")))) == [
        flow("b", "b"),
        kept.model_copy(update={"evidence": ("kalla §1", "kalla §2")}),
        alone.model_copy(update={"holder": "a"}),
    ]


def test_what_is_new_and_likely_the_same_is_noticed_once(staged: Staged) -> None:
    for item in rows(actor("b2", name="B AB"), actor("b"), actor("c", name="Cirkus"), actor("c2", name="CIRKUS")):
        assert isinstance(item, Row)
        staged.say(item.record, item.place)
    assert [(notice.id, notice.text.in_("en").partition(":")[0]) for notice in likely_the_same(staged)] == [
        ("b2", "likely the same as 'b' (95 of 100)"),
        ("c2", "likely the same as 'c' (95 of 100)"),
    ]


def test_so_many_new_ones_are_not_compared(staged: Staged, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likenesses, "MOST_COMPARED", 1)
    for name in ("Varvet AB", "Varvet"):
        staged.say(actor(name.casefold().replace(" ", "-"), name=name), Place("x.csv", 2))
    (notice,) = likely_the_same(staged)
    assert notice.in_("en").startswith("more than 1 actors are new or newly named")
