"""Decisions on revisions are held to what may follow what, wherever they come from."""

from typing import Any

import pytest

from model.checks.revision_decisions import check_revision_decisions
from model.edits.by_hand import set_field
from model.errors import InputError
from model.vocabulary.contents import Contents
from model.vocabulary.revision_events import RevisionEvent, RevisionState

REVIEWED, APPROVED, UNCHANGED, REPLACED, WITHDRAWN = (state for state in RevisionState if state != RevisionState.DRAFT)


def decided(revision: int, state: RevisionState, day: int, **more: Any) -> RevisionEvent:
    id_ = more.pop("id", f"revision-{revision}-{state}-{day}")
    if state == APPROVED:
        more = {"document": revision, **more}
    return RevisionEvent(id=id_, revision=revision, state=state, on=f"2026-01-{day:02}", function="Nämnden", **more)


FIRST = (decided(1, REVIEWED, 1), decided(1, APPROVED, 2))
SECOND = (decided(2, REVIEWED, 3), decided(2, APPROVED, 4), decided(1, REPLACED, 4))


def faults(*events: RevisionEvent) -> list[tuple[str, str]]:
    return [(problem.id, problem.field) for problem in check_revision_decisions(Contents(events))]


def test_what_follows_as_it_may_is_kept() -> None:
    assert faults(*FIRST, *SECOND, decided(2, UNCHANGED, 5), decided(2, WITHDRAWN, 6)) == []


def test_decisions_of_one_day_follow_one_another_as_the_states_do() -> None:
    assert faults(decided(1, APPROVED, 1), decided(1, REVIEWED, 1)) == []


@pytest.mark.parametrize(
    ("events", "wrong"),
    [
        ([decided(1, APPROVED, 1)], [("revision-1-approved-1", "state")]),
        ([*FIRST, decided(1, APPROVED, 3, document=2)], [("revision-1-approved-3", "state")]),
        ([*FIRST, decided(1, WITHDRAWN, 3), decided(1, REVIEWED, 4)], [("revision-1-reviewed-4", "state")]),
        ([*FIRST, *SECOND[:2]], [("revision-1-approved-2", "state")]),
        ([FIRST[0], decided(1, APPROVED, 2, document=None)], [("revision-1-approved-2", "document")]),
        ([*FIRST, decided(1, UNCHANGED, 3, document=1)], [("revision-1-unchanged-3", "document")]),
        ([*FIRST, SECOND[0], decided(2, APPROVED, 4, document=1), SECOND[2]], [("revision-2-approved-4", "document")]),
    ],
)
def test_what_cannot_be_is_told(events: list[RevisionEvent], wrong: list[tuple[str, str]]) -> None:
    """Approved before its review, twice, after its withdrawal, beside another in force; without a number, or with another's."""
    assert faults(*events) == wrong


def test_an_edit_by_hand_is_held_to_it() -> None:
    contents = Contents([*FIRST, *SECOND])
    for id_, field, value in (("revision-1-reviewed-1", "state", "withdrawn"), ("revision-2-approved-4", "on", "2026-01-02")):
        with pytest.raises(InputError) as caught:
            set_field(contents, id_, field, value)
        assert {problem.rule.value for problem in caught.value.problems} == {"revision-state"}
