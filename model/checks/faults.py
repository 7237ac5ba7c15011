"""A problem with a record, placed at its field."""

from model.errors import Problem
from model.language import Text
from model.rules import Rule
from model.vocabulary.record import Record


def build_problem(rule: Rule, record: Record, field: str, value: str, text: Text, hint: Text | None = None) -> Problem:
    """That `record` breaks `rule` in `field`, which says `value`."""
    return Problem(rule, text, hint, type=record.label, id=record.id, field=field, value=value)
