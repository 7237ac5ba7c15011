"""Ids that were changed in a file: a row repeats under a new id a record that its source had under another.

Everything else names a record by its id, published revisions too. A row whose id is changed would end one record and begin
another.
"""

from collections.abc import Hashable, Iterator

from loaders.rows.rules import RowRule
from loaders.staging.store import StagedRecords
from model.checks.validation import build_problem
from model.errors import Problem
from model.language import Text
from model.vocabulary.actors import Actor
from model.vocabulary.record import Record
from model.vocabulary.types import TYPES


def find_changed_ids(staged: StagedRecords) -> Iterator[Problem]:
    """Yield a problem for every new record that is the same, but for its id, as one that its source no longer has."""
    for type_ in TYPES.values():
        missing = _index_missing(staged, type_)
        for record in staged.find_new(type_) if missing else ():
            if before := next((missing[key] for key in _natural_keys_of(record) if key in missing), None):
                text = Text("'{id}' is a new id for what was called '{before}': an id is never changed",
                            id=record.id, before=before)  # fmt: skip
                hint = Text("write '{before}' again; if this is another thing, change what the two have in common", before=before)
                yield build_problem(RowRule.ID_CHANGED, record, "id", record.id, text, hint)


def _index_missing(staged: StagedRecords, type_: type[Record]) -> dict[Hashable, str]:
    """Return natural key → id of the missing records of a type whose key a new record may have.

    Only the hashes of the new records' keys, and the keys that are found, are in memory.
    """
    if not any(staged.find_new(type_)) or not any(staged.find_missing(type_)):
        return {}
    new = {hash(key) for record in staged.find_new(type_) for key in _natural_keys_of(record)}
    missing = ((key, record.id) for record in staged.find_missing(type_) for key in _natural_keys_of(record))
    return {key: id_ for key, id_ in missing if hash(key) in new}


def _natural_keys_of(record: Record) -> Iterator[Hashable]:
    """Yield the keys that identify a record of each of its sources beside its id: organisation number, and its type's own fields.

    The fields that all types have (evidence, certainty, days) do not identify it.
    """
    columns = type(record).columns().items()
    own = tuple(getattr(record, name) for name, column in columns if name not in Record.columns() and not column.about.derived)
    number = record.organisation_number if isinstance(record, Actor) else None
    for source in record.asserted_by:
        yield source, own
        if number:
            yield source, number
