"""The result of verifying a landscape against its journal and its revisions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from model.language import LANGUAGES, Text


@dataclass(frozen=True, slots=True)
class Fault:
    """One contradiction: `rule` is a stable id; `change`, `type` and `id`, `revision` or `file` locate it if possible."""

    rule: str
    text: Text
    change: int | None = None
    type: str | None = None
    id: str | None = None
    revision: int | None = None
    file: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the fault as plain JSON values, its sentence in both languages."""
        sentence = {language: self.text.in_(language) for language in LANGUAGES}
        place: dict[str, Any] = {"change": self.change, "type": self.type, "id": self.id, "revision": self.revision}
        if self.file is not None:
            place["file"] = self.file
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


REVISION_FAULTS = {
    "revision-journal": Text("revision {number} differs from its publication in the journal"),
    "revision-chain": Text("revision {number} does not hold the hash of the one before it"),
    "revision-fingerprint": Text("the contents of revision {number} do not match its fingerprint"),
    "revision-hash": Text("the hash beside revision {number} is not that of its manifest"),
    "revision-missing": Text("revision {number} was published and is missing"),
}
"""What can be wrong with a revision of a graph."""


def make_revision_fault(rule: str, number: int) -> Fault:
    """Return that fault of a revision."""
    return Fault(rule, Text(REVISION_FAULTS[rule].message, number=number), revision=number)
