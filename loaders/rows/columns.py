"""The columns of a type in files that people fill in: its id, what must be filled in, what may be, last what all types have."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from model.vocabulary.record import Column, Record

OWNER_COLUMN = "asserted_by"
"""The column that only our own export has: whose each row is."""


def file_columns_of(type_: type[Record], owner: bool = False) -> tuple[Column, ...]:
    """The type's columns in the order of its files; with `owner` the last one tells who says the row."""
    given = [column for column in _all_file_columns(type_) if not column.about.derived or (owner and column.name == OWNER_COLUMN)]
    return tuple(sorted(given, key=lambda column: (column.name != "id", not column.required, column.name in Record.columns())))


@cache
def derived_fields_of(type_: type[Record]) -> tuple[str, ...]:
    """The fields of the type that the model keeps, and no file gives."""
    return tuple(column.name for column in type_.columns().values() if column.about.derived)


@cache
def fact_columns_of(type_: type[Record]) -> tuple[Column, ...]:
    """The columns that say something of a record, beside its id."""
    return tuple(column for column in _all_file_columns(type_) if not column.about.derived and column.name != "id")


def _all_file_columns(type_: type[Record]) -> Iterator[Column]:
    """The columns that a file has: one for a day and for the period that it may be the first or the last day of."""
    return (column for column in type_.columns().values() if not column.of_day)


def column_values(column: Column, values: Mapping[str, Any]) -> tuple[Any, ...]:
    """What a record's values say in all fields that a column fills."""
    return tuple(values.get(field) for field in column.fields)
