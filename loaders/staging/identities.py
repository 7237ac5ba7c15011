"""Ids that somebody changed in a file: a row that says under a new id what its source said under another.

An id is what everything else names a record by, also in what was published; a row whose id is changed would end one record and
begin another.
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
    """A problem for every new row that is, but for its id, one that its source said before and says no longer."""
    for type_ in TYPES.values():
        before = _find_earlier_ids(staged, type_)
        for record in staged.new(type_) if before else ():
            if id_ := next((before[key] for key in _natural_keys_of(record) if key in before), None):
                yield _describe_changed_id(record, id_)


def _find_earlier_ids(staged: StagedRecords, type_: type[Record]) -> dict[Hashable, str]:
    """What records that are said no longer have in common with new ones: natural key → id.

    In memory are the hashes of the new ones' keys, and what may be such a key; the records themselves stay on disk.
    """
    if not any(staged.new(type_)) or not any(staged.missing(type_)):
        return {}
    new = {hash(key) for record in staged.new(type_) for key in _natural_keys_of(record)}
    missing = ((key, record.id) for record in staged.missing(type_) for key in _natural_keys_of(record))
    return {key: id_ for key, id_ in missing if hash(key) in new}


def _describe_changed_id(record: Record, before: str) -> Problem:
    text = Text("'{id}' is a new id for what was called '{before}': an id is never changed", id=record.id, before=before)
    hint = Text("write '{before}' again; if this is another thing, change what the two have in common", before=before)
    return build_problem(RowRule.ID_CHANGED, record, "id", record.id, text, hint)


def _natural_keys_of(record: Record) -> Iterator[Hashable]:
    """What tells a record of each of its sources beside its id: its organisation number, and all that its type says of it.

    How it is known (evidence, certainty, days) is no part of that.
    """
    columns = type(record).columns().items()
    said = tuple(getattr(record, name) for name, column in columns if name not in Record.columns() and not column.about.derived)
    number = record.organisation_number if isinstance(record, Actor) else None
    for source in record.asserted_by:
        yield source, said
        if number:
            yield source, number
