"""The columns of each type in files that people fill in: id, required, optional, then those that all types share."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from model.vocabulary.record import Column, Record

OWNER_COLUMN = "asserted_by"
"""The column with the owner of each row, which only our own exports have."""


def file_columns_of(type_: type[Record], owner: bool = False) -> tuple[Column, ...]:
    """Return a type's columns in the order of its files; with `owner` the owner's column comes last."""
    given = [column for column in _all_file_columns(type_) if not column.about.derived or (owner and column.name == OWNER_COLUMN)]
    return tuple(sorted(given, key=lambda column: (column.name != "id", not column.required, column.name in Record.columns())))


@cache
def derived_fields_of(type_: type[Record]) -> tuple[str, ...]:
    """Return the fields of a type that the model computes and no file gives."""
    return tuple(column.name for column in type_.columns().values() if column.about.derived)


@cache
def fact_columns_of(type_: type[Record]) -> tuple[Column, ...]:
    """Return a type's columns that state facts: all but the id and the derived ones."""
    return tuple(column for column in _all_file_columns(type_) if not column.about.derived and column.name != "id")


def _all_file_columns(type_: type[Record]) -> Iterator[Column]:
    """Yield the columns of a file: a day shares one with the period that it begins or ends."""
    return (column for column in type_.columns().values() if not column.of_day)


def column_values(column: Column, values: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return the values of all fields that a column fills."""
    return tuple(values.get(field) for field in column.fields)
