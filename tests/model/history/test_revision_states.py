"""What may be decided of a published revision, when, and where it then stands."""

import pytest

from model.changes.operations import apply_operations
from model.errors import InputError
from model.history.revision_states import DRAFT, RevisionStanding, assess_revisions, plan_revision_event
from model.history.revisions import Revision
from model.vocabulary.contents import Contents
from model.vocabulary.revision_events import NEXT_STATES, RevisionEvent, RevisionState

TODAY = "2027-06-30"
REVIEWED, APPROVED, UNCHANGED, REPLACED, WITHDRAWN = (state for state in RevisionState if state != RevisionState.DRAFT)


def revision(number: int) -> Revision:
    return Revision(number, f"202{5 + number}-01-15T08:00:00Z", "Samordnare", "Not", "0" * 64, None)


def decide(contents: Contents, number: int, state: RevisionState, on: str, **more: str) -> Contents:
    facts = {"on": on, "function": "Regionala utvecklingsnämnden", **more}
    return apply_operations(contents, plan_revision_event(contents, revision(number), state, facts, TODAY))


def stand(contents: Contents, number: int, on: str = TODAY) -> RevisionStanding:
    return assess_revisions(contents.of(RevisionEvent).values(), on).get(number, DRAFT)


@pytest.fixture
def first_approved() -> Contents:
    contents = decide(Contents(), 1, REVIEWED, "2026-02-01")
    return decide(contents, 1, APPROVED, "2026-02-20", paragraph="§ 34", case_number="RUN 2026/12", review_by="2027-02-20")


def test_an_approved_revision_has_a_document_number_and_a_day_of_review(first_approved: Contents) -> None:
    standing = stand(first_approved, 1)
    assert (standing.state, standing.document, standing.review_by) == (APPROVED, 1, "2027-02-20")
    assert [event.state for event in standing.events] == [REVIEWED, APPROVED]


def test_on_an_earlier_day_it_stands_as_it_did_then(first_approved: Contents) -> None:
    assert [stand(first_approved, 1, day).state for day in ("2026-01-31", "2026-02-01", "2026-02-20")] == [
        RevisionState.DRAFT, REVIEWED, APPROVED,
    ]  # fmt: skip


def test_the_next_one_replaces_it_on_the_day_of_its_approval(first_approved: Contents) -> None:
    contents = decide(decide(first_approved, 2, REVIEWED, "2027-02-01"), 2, APPROVED, "2027-02-01")
    assert (stand(contents, 1).state, stand(contents, 2).document) == (REPLACED, 2)
    assert stand(contents, 1).ended is not None
    assert stand(contents, 1).review_by is None


def test_a_review_without_change_restarts_the_interval(first_approved: Contents) -> None:
    contents = decide(first_approved, 1, UNCHANGED, "2027-02-10", review_by="2028-02-10")
    assert (stand(contents, 1).in_force, stand(contents, 1).review_by) == (True, "2028-02-10")
    assert stand(decide(contents, 1, WITHDRAWN, "2027-03-01"), 1).state == WITHDRAWN


@pytest.mark.parametrize("before", [*RevisionState])
@pytest.mark.parametrize("state", [REVIEWED, APPROVED, UNCHANGED, REPLACED, WITHDRAWN])
def test_only_what_may_follow_is_accepted(before: RevisionState, state: RevisionState) -> None:
    event = RevisionEvent(id="e", revision=1, state=before, on="2026-02-01", function="Nämnden")
    contents = Contents([event] if before != RevisionState.DRAFT else [])
    if state in NEXT_STATES[before]:
        assert stand(decide(contents, 1, state, "2026-02-02"), 1).state == state
    else:
        with pytest.raises(InputError, match="nothing was written"):
            decide(contents, 1, state, "2026-02-02")


def test_everything_that_is_wrong_is_told_at_once(first_approved: Contents) -> None:
    with pytest.raises(InputError) as caught:
        decide(first_approved, 1, APPROVED, "2025-12-24", case_number="x" * 10_000)
    told = {(problem.rule.value, problem.field) for problem in caught.value.problems}
    assert told == {("revision-state", "state"), ("revision-state", "on"), ("too-long", "case_number")}
    assert len(caught.value.problems) == 4, "dated before its publication, and before its approval"


def test_a_decision_of_tomorrow_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        decide(Contents(), 1, REVIEWED, "2027-07-01")
    assert [problem.field for problem in caught.value.problems] == ["on"]
