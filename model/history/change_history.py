"""Entries of the journal: who, when, why, from what, and operations as sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from model.changes.operations import Operation, Reason
from model.language import LANGUAGES, Text
from model.text.describe import describe_operation
from model.vocabulary.contents import Records
from model.vocabulary.types import TYPES


@dataclass(frozen=True, slots=True)
class Entry:
    """One change of the journal. `counts` covers all its operations, `operations` only those shown (None: too many).

    `names` holds the records that the operations name, `undone_by` the number of the change that undid this one.
    """

    number: int
    at: str
    reason: Reason
    counts: Mapping[str, int]
    hash: str
    operations: Sequence[Operation] | None
    names: Records
    undone_by: int | None

    def sentences(self) -> list[Text]:
        """Return a sentence for each operation that is shown."""
        return [describe_journal_operation(operation, self.names) for operation in self.operations or ()]

    def as_json(self) -> dict[str, Any]:
        """Return the change as plain JSON values; `changes` holds the operations that are shown, field by field."""
        return {
            "id": f"change-{self.number}",
            "number": self.number,
            "when": self.at,
            "who": self.reason.who,
            "why": self.reason.why,
            "source": self.reason.source,
            "source_sha256": self.reason.source_sha256,
            "undoes": self.reason.undoes,
            "undone_by": self.undone_by,
            "counts": dict(self.counts),
            "hash": self.hash,
            "changes": None if self.operations is None else [operation_to_json(item, self.names) for item in self.operations],
        }


def describe_journal_operation(operation: Operation, names: Records) -> Text:
    """Return an operation of the journal as a sentence."""
    if operation.type not in TYPES:
        return Text("Published revision {number}: {note}", **(operation.after or {}))
    return describe_operation(operation, names)


def operation_to_json(operation: Operation, names: Records) -> dict[str, Any]:
    """Return an operation as plain JSON values: its fields, and its sentence in both languages."""
    sentence = describe_journal_operation(operation, names)
    return {
        "action": operation.action,
        "type": operation.type,
        "id": operation.id,
        "fields": [{"field": field, "before": before, "after": after} for field, before, after in operation.fields()],
        "sentence": {language: sentence.in_(language) for language in LANGUAGES},
    }
