"""A file that was exported some time ago, held against what the landscape says by now: field by field, three ways.

was = said    the file does not change it: what the landscape says now stands
was = now     nobody else has changed it: what the file says is to be
said = now    both say the same
otherwise     a conflict, unless it is told which of the two is preferred
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
"""What wins where both have changed a field."""
CONFLICT_HINT = Text("export anew and make the change there, or load with --prefer file or --prefer graph")


@dataclass(frozen=True, slots=True)
class Versions:
    """A record three ways: what it was when the file was exported, what the file says, what it is now (None: it is not there)."""

    was: Record | None
    said: Record
    now: Record | None

    def combine(self, prefer: Preference | None) -> Record | list[Problem] | None:
        """The record that comes of the three, with whoever says it now; None when it stays taken away. Or all conflicts."""
        fields = self._find_clashes()
        if fields and prefer is None:
            return [self._describe_conflict(column) for column in fields]
        if self.now is None:
            return self.said if self.was is None or (fields and prefer == "file") else None
        clashing = {column.name for column in fields}
        values = {name: getattr(self.now, name) for name in self.now.columns()}
        for column in find_differing_columns(self.was, self.said):
            if column.name not in clashing or prefer == "file":
                values |= {field: getattr(self.said, field) for field in column.fields}
        return build_record(type(self.said), values)

    def _find_clashes(self) -> list[Column]:
        """The fields that both have changed, each in its own way."""
        if self.now is None:
            return find_differing_columns(self.was, self.said) if self.was else []
        others = {column.name for column in find_differing_columns(self.was, self.now)}
        differ = {column.name for column in find_differing_columns(self.said, self.now)}
        return [column for column in find_differing_columns(self.was, self.said) if column.name in others & differ]

    def _describe_conflict(self, column: Column) -> Problem:
        was, said, now = (_display_field(record, column) for record in (self.was, self.said, self.now))
        text = Text("exported as '{was}', here '{said}', in the landscape '{now}' since", was=was, said=said, now=now)
        if self.now is None:
            text = Text("changed here from '{was}' to '{said}', and taken away from the landscape since", was=was, said=said)
        value = format_cell(self.said, column)
        return Problem(RowRule.CONFLICT, text, CONFLICT_HINT, self.said.label, self.said.id, column.name, value)


def find_removal_conflict(was: Record | None, now: Record, last: str) -> Problem | None:
    """The conflict of a row that was taken out of the file, when the landscape has changed what it said.

    There is none where all that it has changed is that it ended, by the day `last`: both say that it is no more.
    """
    if was is None or not (fields := find_differing_columns(was, now)):
        return None
    if now.last_day <= last and {column.name for column in fields} == {"valid_to"}:
        return None
    told = JoinedText(describe_field_change(column, was.values(), now.values()) for column in fields)
    text = Text("the row of {what} '{id}' is gone, and the landscape has changed it since: {fields}",
                what=now.reads, id=now.id, fields=told)  # fmt: skip
    return Problem(RowRule.CONFLICT, text, CONFLICT_HINT, now.label, now.id)


def describe_field_change(column: Column, before: Values, after: Values) -> Text:
    """A field of two versions of a record, as its change is told."""
    was, now = (display_field(values, column) for values in (before, after))
    return Text("{field}: {before} → {after}", field=column.about.heading, before=was, after=now)


def find_differing_columns(one: Record | None, other: Record) -> list[Column]:
    """The fields in which they differ, but for those that the model keeps."""
    return [
        column
        for column in fact_columns_of(type(other))
        if any(_value_of(one, other, field) != getattr(other, field) for field in column.fields)
    ]


def _value_of(record: Record | None, like: Record, name: str) -> Any:
    return getattr(record, name) if record else type(like).model_fields[name].default


def _display_field(record: Record | None, column: Column) -> Localizable | str:
    return display_field(record.values(), column) if record else "–"


def display_field(values: Values, column: Column) -> Localizable | str:
    """What a record's values say in a column, as it is told; a day of a period as the period."""
    if column.bound and values[column.name]:
        return format_period(*column_values(column, values))
    return display_value(values[column.name], column)


def display_value(value: Any, column: Column) -> Localizable | str:
    """A field's value, plain or of a record, as it is told."""
    if column.choice and value is not None:
        return column.choice.of(value).term
    return format_cell_value(tuple(value) if isinstance(value, list) else value) or "–"
