"""One row of a table or list, in any format: the record that it says, or all that is wrong with it and what it names even so."""

from collections.abc import Iterator, Mapping
from typing import Any

from loaders.rows.dataset import Found, Remains, Row, placed
from loaders.rows.dates import with_day
from model.checks.validation import record_said, remains_of
from model.places import Place
from model.vocabulary.record import Record, with_periods


def read_row(
    type_: type[Record], values: Mapping[str, Any], place: Place, *, codes: bool = False, lacks: frozenset[str] = frozenset()
) -> Iterator[Found]:
    """What `values` say at `place`; with `codes` choices can be written by their codes alone.

    `lacks` are the fields for which the table has no column.
    """
    found = record_said(type_, with_periods(type_, values), codes=codes)
    if isinstance(found, Record):
        yield Row(found, place, lacks)
        return
    yield from (placed(with_day(problem), place) for problem in found)
    yield Remains(remains_of(type_, values), place)
