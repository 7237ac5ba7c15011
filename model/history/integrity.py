"""Checking that the parts of an archive agree: the records, the journal that made them, and the revisions."""

from collections import Counter
from collections.abc import Iterable

from pydantic import ValidationError

from model.changes.chain import GENESIS, format_hash_sum, hash_as_number, hash_pieces
from model.changes.operations import ChangeSet, Operation, Values
from model.history.revisions import Revision
from model.language import Text
from model.vocabulary.record import Record
from model.vocabulary.types import TYPES


class Contradiction(ValueError):
    """Two parts of an archive that disagree; `text` says which."""

    def __init__(self, text: Text) -> None:
        super().__init__(str(text))
        self.text = text


class IntegrityTally:
    """Counts the parts of an archive: records in any order, changes and revisions in their order. Raises Contradiction."""

    def __init__(self) -> None:
        self.records: Counter[str] = Counter()
        self.changes = self.revisions = 0
        self.hash = GENESIS
        """Of the last change."""
        self._last_revision: str | None = None
        self._record_sum = self._revision_sum = self._operation_sum = 0

    @property
    def fingerprint(self) -> str:
        """One hash of all records in hexadecimal: equal for equal landscapes, wherever they are stored."""
        return format_hash_sum(self._record_sum)

    def totals(self) -> tuple[object, ...]:
        """Return all counts and hashes: equal for equal landscapes with equal journals and revisions."""
        return self.records, self.fingerprint, self.changes, self.hash, self.revisions, self._last_revision

    def record(self, record: Record) -> None:
        """Count a record."""
        self.records[record.label] += 1
        self._record_sum += hash_as_number([record.label, record.values()])

    def change(self, changes: ChangeSet) -> None:
        """Count a change. Raises Contradiction if it does not follow on the last, or lacks operations."""
        if (changes.number, changes.previous) != (self.changes + 1, self.hash):
            raise Contradiction(Text("change {number} does not follow on the change before it", number=changes.number))
        self.changes, self.hash = changes.number, changes.hash
        count = 0
        for operation in changes.operations:
            self._operation_sum += _hash_values(operation, operation.after) - _hash_values(operation, operation.before)
            count += 1
        if count != len(changes.operations):
            raise Contradiction(Text("change {number} has another number of operations than it states", number=changes.number))

    def revision(self, revision: Revision, quads: Iterable[bytes]) -> None:
        """Count a revision. Raises Contradiction if it does not follow on the last, or its quads have another hash."""
        if (revision.number, revision.previous) != (self.revisions + 1, self._last_revision):
            raise Contradiction(Text("revision {number} does not follow on the revision before it", number=revision.number))
        if hash_pieces(quads) != revision.fingerprint:
            raise Contradiction(Text("the content of revision {number} has another fingerprint", number=revision.number))
        self.revisions, self._last_revision = revision.number, revision.hash
        self._revision_sum += hash_as_number(["Revision", revision.as_json()])

    def close(self, number: int, hash_: str) -> None:
        """Raise Contradiction unless the journal ends with that change and its operations give exactly the records."""
        if (self.changes, self.hash) != (number, hash_):
            raise Contradiction(Text("the journal does not end at its head"))
        if format_hash_sum(self._operation_sum) != format_hash_sum(self._record_sum + self._revision_sum):
            raise Contradiction(Text("the records and revisions differ from those that the journal made"))


def _hash_values(operation: Operation, values: Values | None) -> int:
    """Return the hash of an operation's values as a number.

    Fields newer than the operation get their default, as in the record itself.
    """
    if values is None:
        return 0
    if operation.type in TYPES and values.get("id") != operation.id:
        raise Contradiction(Text("an operation on {id} has the values of another record", id=operation.id))
    try:
        return hash_as_number([operation.type, TYPES[operation.type].model_validate(values).values()])
    except (KeyError, ValidationError):  # not a record, or one of an older version: it cancels out
        return hash_as_number([operation.type, values])
