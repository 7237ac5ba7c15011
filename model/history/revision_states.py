"""Where published revisions stand, and the plan of a decision about one: what may follow what, and when."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from model.changes.operations import Operation
from model.checks.revision_decisions import explain_refused_state
from model.checks.validation import parse_record
from model.edits.by_hand import build_refusal, plan_edit
from model.errors import Problem
from model.history.revisions import Revision
from model.language import Text
from model.rules import RecordRule
from model.text.timestamps import local_day_of
from model.vocabulary.contents import Records
from model.vocabulary.revision_events import IN_FORCE, NEXT_STATES, RevisionEvent, RevisionState, order_revision_events


@dataclass(frozen=True, slots=True)
class RevisionStanding:
    """Where a revision stands on a day, with the decisions about it so far, oldest first."""

    state: RevisionState
    events: tuple[RevisionEvent, ...] = ()
    replaces: int | None = None
    """The number of the revision that its approval replaced."""

    @property
    def approval(self) -> RevisionEvent | None:
        """Return the decision by which it was approved."""
        return next((event for event in self.events if event.state == RevisionState.APPROVED), None)

    @property
    def document(self) -> int | None:
        """Return its document number, given when it was approved."""
        return self.approval.document if self.approval else None

    @property
    def in_force(self) -> bool:
        """Return whether the revision is the one that is in force."""
        return self.state in IN_FORCE

    @property
    def next_review(self) -> RevisionState:
        """Return the state that a review leads to: unchanged, of the revision in force."""
        return RevisionState.UNCHANGED if self.in_force else RevisionState.REVIEWED

    @property
    def review_by(self) -> str | None:
        """Return the day by which the revision in force is to be reviewed again."""
        return next((event.review_by for event in reversed(self.events) if event.review_by), None) if self.in_force else None

    @property
    def signature(self) -> str | None:
        """Return the newest signature of its manifest."""
        return next((event.signature for event in reversed(self.events) if event.signature), None)

    @property
    def ended(self) -> RevisionEvent | None:
        """Return the decision by which it was replaced or withdrawn."""
        return self.events[-1] if self.events and not NEXT_STATES[self.state] else None

    def as_json(self) -> dict[str, Any]:
        """Return the standing as plain JSON values."""
        return {
            "state": str(self.state),
            "document": self.document,
            "review_by": self.review_by,
            "decisions": [event.values() for event in self.events],
        }


DRAFT = RevisionStanding(RevisionState.DRAFT)
"""Where a revision stands of which nothing has been decided yet."""


def describe_standing_revision(revision: Revision, standing: RevisionStanding) -> dict[str, Any]:
    """Return a revision, its hash and where it stands as plain JSON values."""
    return {**revision.describe(), **standing.as_json()}


def assess_revisions(events: Iterable[RevisionEvent], on: str) -> dict[int, RevisionStanding]:
    """Return the standing on a day of each revision of which something has been decided, by its number."""
    found: dict[int, list[RevisionEvent]] = {}
    for event in events:
        if event.on <= on:
            found.setdefault(event.revision, []).append(event)
    standings = {number: _assess(of) for number, of in sorted(found.items())}
    replaced = {
        ((one.document or 0) + 1, one.ended.on): number
        for number, one in standings.items()
        if one.ended and one.state == RevisionState.REPLACED
    }
    return {number: replace(one, replaces=_find_replaced(one, replaced)) for number, one in standings.items()}


def _find_replaced(standing: RevisionStanding, replaced: Mapping[tuple[int, str], int]) -> int | None:
    """Return the number of the revision that ended on the day of an approval, whose document number was the one before."""
    return replaced.get((standing.document or 0, standing.approval.on)) if standing.approval else None


def _assess(events: Iterable[RevisionEvent]) -> RevisionStanding:
    """Return the standing that the decisions lead to."""
    ordered = order_revision_events(events)
    return RevisionStanding(ordered[-1].state, tuple(ordered))


def describe_early_decision(day: str, number: int, published: str) -> Text:
    """Return that a decision on a revision is dated before the day on which that was published."""
    return Text("{day} is before revision {number} was published, {published}", day=day, number=str(number), published=published)


def plan_revision_event(
    records: Records, revision: Revision, state: RevisionState, facts: Mapping[str, str | None], today: str
) -> list[Operation]:
    """Return the operations by which it is decided that a revision gets a state.

    `facts` are the other fields of the RevisionEvent. An approval gives the document number, and ends the revision that was in
    force. Raises InputError with everything that is wrong.
    """
    every = list(records.of(RevisionEvent).values())
    standings = assess_revisions(every, max((event.on for event in every), default=""))
    values: dict[str, Any] = {key: value for key, value in facts.items() if value}
    id_ = f"revision-{revision.number}-{state}-{values.get('on', '')}".rstrip("-")
    values |= {"id": id_, "revision": revision.number, "state": state}
    if state == RevisionState.APPROVED:
        values["document"] = max((event.document or 0 for event in every), default=0) + 1
    found = parse_record(RevisionEvent, values)
    wrong = found if isinstance(found, list) else []
    wrong += _find_faults(revision, standings.get(revision.number, DRAFT), state, id_, str(values.get("on", "")), today)
    if wrong or not isinstance(found, RevisionEvent):
        raise build_refusal(wrong)
    replaced = [_make_replaced(found, number) for number, one in standings.items() if one.in_force and number != revision.number]
    return plan_edit(records, [found, *(replaced if state == RevisionState.APPROVED else [])])


def _make_replaced(approval: RevisionEvent, number: int) -> RevisionEvent:
    """Return the decision that a revision is replaced by the one that is approved."""
    id_ = f"revision-{number}-{RevisionState.REPLACED}-{approval.on}"
    changed = {
        "id": id_,
        "revision": number,
        "state": RevisionState.REPLACED,
        "document": None,
        "review_by": None,
        "signature": None,
    }
    return approval.model_copy(update=changed)


def _find_faults(
    revision: Revision, standing: RevisionStanding, state: RevisionState, id_: str, on: str, today: str
) -> Iterator[Problem]:
    """Yield why a revision cannot get a state on a day."""
    number = revision.number

    def fault(text: Text, field: str, hint: Text | None = None) -> Problem:
        return Problem(RecordRule.REVISION_STATE, text, hint, RevisionEvent.label, id_, field)

    if state not in NEXT_STATES[standing.state]:
        text, hint = explain_refused_state(number, standing.state, state)
        yield fault(text, "state", hint)
    published = local_day_of(revision.at)
    if on and on < published:
        yield fault(describe_early_decision(on, number, published), "on")
    if on and standing.events and on < standing.events[-1].on:
        last = {"state": standing.state.term, "last": standing.events[-1].on}
        yield fault(Text("{day} is before it became {state}, {last}", day=on, **last), "on")
    if on > today:
        yield fault(Text("{day} lies in the future", day=on), "on")
