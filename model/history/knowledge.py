"""Records as they were known at a time, and what was true of them on a day, with their relations."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from model.checks.surroundings import references_of_record
from model.edits.duplicate_relations import PARTY_RELATIONS
from model.language import LANGUAGES
from model.text.describe import describe_record
from model.vocabulary.assignment_state import apply_progress, assess_progress
from model.vocabulary.contents import Contents, Records
from model.vocabulary.decisions import Assignment, Decision, Step
from model.vocabulary.forums import Seat
from model.vocabulary.record import Record


def was_true_on(record: Record, day: str) -> bool:
    """Return whether `record` was true on `day`: it held, and the event that it describes had happened."""
    happened = record.on if isinstance(record, Step) else record.taken_on if isinstance(record, Decision) else None
    return record.holds_on(day) and (happened or day) <= day


def first_known_day(assignment: Assignment, decision: Decision | None, steps: Iterable[Step]) -> str | None:
    """Return the earliest known day of an assignment: of its decision, itself or its `steps`; None without any."""
    days = [assignment.valid_from, decision.taken_on if decision else None, *(step.on for step in steps)]
    return min((day for day in days if day), default=None)


def reconstruct_record(record: Record, steps: Collection[Step], names: Records, day: str) -> Record | None:
    """Return `record` as it was on `day`, or None if it was not: by its own days, its parties, and `steps` until then.

    A relation between parties holds while both its ends do. A seat is vacant once its holder has ended. An assignment stays, even
    if its addressee has ended; it begins on the first day on which anything of it is known.
    """
    if not was_true_on(record, day):
        return None
    if isinstance(record, Assignment):
        decision = names.find(Decision.label, record.decision)
        own_steps = (step for step in steps if step.assignment == record.id)
        first = first_known_day(record, decision if isinstance(decision, Decision) else None, own_steps)
        return None if first and first > day else reconstruct_standing(record, steps, day)
    if not isinstance(record, PARTY_RELATIONS):
        return record
    gone = {party.id for party in names.get(references_of_record(record)) if party.party and not party.holds_on(day)}
    if isinstance(record, Seat) and record.forum not in gone:
        return vacate_seat(record, gone)
    return None if gone else record


def vacate_seat(seat: Seat, gone: Collection[str]) -> Seat:
    """Return the seat without the parties that are `gone`: a seat without a holder is vacant.

    The texts of `representation/seats*.cypher` follow the same rule.
    """
    return seat.model_copy(update={field: None for field in ("holder", "on_behalf_of") if getattr(seat, field) in gone})


def reconstruct_standing(record: Record, steps: Iterable[Step], day: str) -> Record:
    """Return `record` as it stood on `day`: an assignment with the progress of its `steps` until then."""
    if not isinstance(record, Assignment):
        return record
    by_then = [step for step in steps if step.assignment == record.id and was_true_on(step, day)]
    return apply_progress(record, assess_progress(record.due, by_then, record.due_words))


def reconstruct_contents(contents: Contents, day: str) -> Contents:
    """Return the records of `contents` that were true on `day`, as they were then."""
    steps: dict[str, list[Step]] = {}
    for step in contents.of(Step).values():
        steps.setdefault(step.assignment, []).append(step)
    found = (reconstruct_record(record, steps.get(record.id, ()), contents, day) for record in contents)
    return Contents(record for record in found if record)


@dataclass(frozen=True, slots=True)
class KnownRecord:
    """A record as known by the end of the day `as_known_on` (None: now), with its relations that were true `on` a day.

    `held` is whether the record itself was true on the day. `names` holds the records that they name, `recorded` the number of
    the last change of the record.
    """

    record: Record
    held: bool
    relations: tuple[Record, ...]
    names: Records
    on: str
    as_known_on: str | None
    recorded: int

    @property
    def ended_parties(self) -> list[Record]:
        """The parties of the relation, or the addressee of the assignment, that had ended by the day."""
        about = isinstance(self.record, (*PARTY_RELATIONS, Assignment))
        named = self.names.get(references_of_record(self.record)) if about else ()
        return [party for party in named if party.party and party.last_day < self.on]

    def as_json(self) -> dict[str, Any]:
        """Return the record and its relations as plain JSON values."""
        return {
            "question": "show",
            "parameters": {"type": self.record.label, "id": self.record.id, "as_known_on": self.as_known_on},
            "on": self.on,
            "cut": False,
            "record": {**self._as_json(self.record), "held": self.held, "recorded": f"change-{self.recorded}"},
            "rows": [self._as_json(record) for record in self.relations],
        }

    def _as_json(self, record: Record) -> dict[str, Any]:
        called = describe_record(record, self.names)
        sentence = {language: called.in_(language) for language in LANGUAGES}
        return {"type": record.label, "id": record.id, "sentence": sentence, "values": record.values()}
