"""Merge a file that was exported some time ago with the current landscape, field by field, three ways.

file = export       the file does not change the field: the current value stands
current = export    only the file has changed it: the file's value is taken
file = current      both have the same value
otherwise           a conflict, unless one of the two is preferred
"""

from dataclasses import dataclass
from typing import Any, Literal

from loaders.rows.cells import format_cell, format_cell_value
from loaders.rows.columns import column_values, fact_columns_of
from loaders.rows.rules import RowRule
from model.changes.operations import Values
from model.checks.validation import build_record
from model.errors import Problem
from model.language import JoinedText, Localizable, Text
from model.vocabulary.period import format_period
from model.vocabulary.record import Column, Record

Preference = Literal["file", "graph"]
"""Which of the two wins where both have changed a field."""
CONFLICT_HINT = Text("export anew and make the change there, or load with --prefer file or --prefer graph")


@dataclass(frozen=True, slots=True)
class Versions:
    """A record as it was exported, as the file has it, and as it is now (None: it does not exist)."""

    exported: Record | None
    in_file: Record
    current: Record | None

    def combine(self, prefer: Preference | None) -> Record | list[Problem] | None:
        """Return the merged record with the current sources, None if it stays removed, or all conflicts."""
        fields = self._find_clashes()
        if fields and prefer is None:
            return [self._describe_conflict(column) for column in fields]
        if self.current is None:
            return self.in_file if self.exported is None or (fields and prefer == "file") else None
        clashing = {column.name for column in fields}
        values = {name: getattr(self.current, name) for name in self.current.columns()}
        for column in find_differing_columns(self.exported, self.in_file):
            if column.name not in clashing or prefer == "file":
                values |= {field: getattr(self.in_file, field) for field in column.fields}
        return build_record(type(self.in_file), values)

    def _find_clashes(self) -> list[Column]:
        """Return the fields that file and landscape have both changed, to different values."""
        in_file = find_differing_columns(self.exported, self.in_file)
        if self.current is None:
            return in_file if self.exported else []
        in_landscape = {column.name for column in find_differing_columns(self.exported, self.current)}
        different = {column.name for column in find_differing_columns(self.in_file, self.current)}
        return [column for column in in_file if column.name in in_landscape & different]

    def _describe_conflict(self, column: Column) -> Problem:
        was, in_file, now = (
            display_field(record.values(), column) if record else "–" for record in (self.exported, self.in_file, self.current)
        )
        text = Text("exported as '{was}', here '{said}', in the landscape '{now}' since", was=was, said=in_file, now=now)
        if self.current is None:
            text = Text("changed here from '{was}' to '{said}', and taken away from the landscape since", was=was, said=in_file)
        value = format_cell(self.in_file, column)
        return Problem(RowRule.CONFLICT, text, CONFLICT_HINT, self.in_file.label, self.in_file.id, column.name, value)


def find_removal_conflict(exported: Record | None, current: Record, last: str) -> Problem | None:
    """Return the conflict of a row that was taken out of an export, if the landscape has changed its record since.

    There is none if the record has only ended, by the day `last`: then file and landscape agree that it is over.
    """
    if exported is None or not (fields := find_differing_columns(exported, current)):
        return None
    if current.last_day <= last and {column.name for column in fields} == {"valid_to"}:
        return None
    changes = JoinedText(describe_field_change(column, exported.values(), current.values()) for column in fields)
    text = Text("the row of {what} '{id}' is gone, and the landscape has changed it since: {fields}",
                what=current.reads, id=current.id, fields=changes)  # fmt: skip
    return Problem(RowRule.CONFLICT, text, CONFLICT_HINT, current.label, current.id)


def describe_field_change(column: Column, before: Values, after: Values) -> Text:
    """Return the field's heading with its value in two versions of a record."""
    was, now = (display_field(values, column) for values in (before, after))
    return Text("{field}: {before} → {after}", field=column.about.heading, before=was, after=now)


def find_differing_columns(one: Record | None, other: Record) -> list[Column]:
    """Return the columns in which two records differ, without those that the model keeps. None has the default values."""
    fields = type(other).model_fields
    return [
        column
        for column in fact_columns_of(type(other))
        if any((getattr(one, name) if one else fields[name].default) != getattr(other, name) for name in column.fields)
    ]


def display_field(values: Values, column: Column) -> Localizable | str:
    """Return a record's value in a column as users read it; a day of a period as the period."""
    if column.bound and values[column.name]:
        return format_period(*column_values(column, values))
    return display_value(values[column.name], column)


def display_value(value: Any, column: Column) -> Localizable | str:
    """Return a field's value, plain or of a record, as users read it."""
    if column.choice and value is not None:
        return column.choice.of(value).term
    return format_cell_value(tuple(value) if isinstance(value, list) else value) or "–"
