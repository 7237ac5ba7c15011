"""What was known of a record at a time, and what of that was true on a day, with its relations."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from model.coinciding import BETWEEN_PARTIES
from model.contents import Records
from model.decisions import Assignment, Decision, Step
from model.language import LANGUAGES
from model.record import Record
from model.surroundings import named_by
from model.telling import told
from model.trail import kept


def was_true(record: Record, day: str) -> bool:
    """Whether what `record` says was so on `day`: it held, and had happened."""
    happened = record.on if isinstance(record, Step) else record.taken_on if isinstance(record, Decision) else None
    return record.holds_on(day) and (happened or day) <= day


def still_there(relation: Record, names: Records, day: str) -> bool:
    """Whether the parties that a relation between parties names are there themselves on `day`; of any other record, True."""
    named = names.get(named_by(relation)) if isinstance(relation, BETWEEN_PARTIES) else ()
    return all(party.holds_on(day) for party in named if party.party)


def standing_on(record: Record, steps: Iterable[Step], day: str) -> Record:
    """`record` as it stood on `day`: an assignment where its own `steps` until then had brought it."""
    if not isinstance(record, Assignment):
        return record
    return kept(record, [step for step in steps if step.assignment == record.id and was_true(step, day)])


@dataclass(frozen=True, slots=True)
class Known:
    """A record as it was known by the end of the day `as_known_on` (None: now), and its relations that were true `on` a day.

    `names` holds the records that they name, `recorded` the number of the last change that the record has gone through.
    """

    record: Record
    relations: tuple[Record, ...]
    names: Records
    on: str
    as_known_on: str | None
    recorded: int

    @property
    def held(self) -> bool:
        """Whether the record itself was true on the day."""
        return was_true(self.record, self.on)

    def as_json(self) -> dict[str, Any]:
        """The whole as plain JSON values."""
        return {
            "question": "show",
            "parameters": {"type": self.record.label, "id": self.record.id, "as_known_on": self.as_known_on},
            "on": self.on,
            "cut": False,
            "record": {**self._as_json(self.record), "held": self.held, "recorded": f"change-{self.recorded}"},
            "rows": [self._as_json(record) for record in self.relations],
        }

    def _as_json(self, record: Record) -> dict[str, Any]:
        called = told(record, self.names)
        sentence = {language: called.in_(language) for language in LANGUAGES}
        return {"type": record.label, "id": record.id, "sentence": sentence, "values": record.values()}
