"""Notices about new records of a party that has ended."""

from collections.abc import Sequence

from loaders.warnings.after_the_end import find_after_end_in_edit
from model.changes.operations import build_creation
from model.vocabulary.contents import Contents
from model.vocabulary.record import Record
from tests.landscapes import actor, assignment, decision, flow, forum, seat
from tests.loaders.warnings.test_unusual import find_notices

HELD = [actor("a", valid_to="2026-06-30"), actor("b"), forum("f")]
LATE = [flow("b", "a", valid_from="2026-09-01"), seat("f", "a"), *decision("d", assignment("u", "d", "a"), taken_on="2026-10-01")]
TOLD = ("'a' ended on 2026-06-30; new records about it begin later, or have no first day: "
        "flows 1 (b-demand-a), seats 1 (f-a), assignments 1 (u)")  # fmt: skip


def find_late_notices(held: Sequence[Record], loaded: Sequence[Record]) -> list[str]:
    return [text for rule, text in find_notices(held, loaded) if rule == "after-its-end"]


def test_records_that_begin_after_the_end_are_noticed_once_per_party() -> None:
    assert find_late_notices(HELD, LATE) == [TOLD]
    assert find_late_notices([*HELD, *LATE], [record.model_copy(update={"example": True}) for record in LATE]) == []


def test_the_same_by_hand() -> None:
    records = Contents([*HELD, *decision("d", taken_on="2026-10-01")])
    made = [build_creation(record) for record in LATE if record.label != "Decision"]
    (notice,) = find_after_end_in_edit(records, made)
    assert str(notice.text) == TOLD


def test_records_from_before_the_end_are_not_noticed() -> None:
    past = [flow("b", "a", valid_from="2025-09-01"), seat("f", "a", valid_to="2026-06-30"),
            *decision("d", assignment("u", "d", "a"), taken_on="2026-05-01")]  # fmt: skip
    assert find_late_notices(HELD, past) == []
    assert find_late_notices(HELD, [HELD[0].model_copy(update={"valid_to": None}), *LATE]) == []
