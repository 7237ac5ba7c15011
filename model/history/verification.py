"""The result of verifying a landscape against its journal and its revisions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from model.language import LANGUAGES, Text


@dataclass(frozen=True, slots=True)
class Fault:
    """One contradiction: `rule` is a stable id; `change`, `type` and `id`, or `revision` locate it if possible."""

    rule: str
    text: Text
    change: int | None = None
    type: str | None = None
    id: str | None = None
    revision: int | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the fault as plain JSON values, its sentence in both languages."""
        sentence = {language: self.text.in_(language) for language in LANGUAGES}
        place = {"change": self.change, "type": self.type, "id": self.id, "revision": self.revision}
        return {"rule": self.rule, **place, "sentence": sentence}


@dataclass(frozen=True, slots=True)
class Verdict:
    """Numbers of changes, records and revisions verified, the hash of the last change, and all faults."""

    changes: int
    records: int
    revisions: int
    hash: str
    faults: Sequence[Fault]
    cut: bool = False

    @property
    def sound(self) -> bool:
        """Whether no fault was found."""
        return not self.faults

    def as_json(self) -> dict[str, Any]:
        """Return the verdict as plain JSON values."""
        return {
            "question": "verify",
            "sound": self.sound,
            "changes": self.changes,
            "records": self.records,
            "revisions": self.revisions,
            "hash": self.hash,
            "cut": self.cut,
            "rows": [fault.as_json() for fault in self.faults],
        }
