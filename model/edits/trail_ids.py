"""The ids of decisions, assignments and steps: the same whether a log or a hand gives the records."""

from collections.abc import Callable, Collection
from itertools import count

from model.checks.validation import slug_of
from model.vocabulary.decisions import StepKind

LONGEST_STEM = 60
"""The longest part of an id that is made of a title."""


def stem_of_title(title: str) -> str:
    """Return the id that a title gives to a decision without a case number."""
    return slug_of(title)[:LONGEST_STEM].strip("-") or "utan-nummer"


def assignment_id_of(decision: str, addressee: str) -> str:
    """Return the id of a decision's assignment to an addressee."""
    return f"{decision}-till-{addressee}"


def step_id_of(assignment: str, kind: StepKind, taken: Collection[str]) -> str:
    """Return the id of a step, which ends with its kind, and its number from the second of that kind on."""
    return find_free_id(f"{assignment}-{slug_of_kind(kind)}", taken.__contains__)


def find_free_id(stem: str, is_taken: Callable[[str], bool]) -> str:
    """Return `stem`; if it is taken, with the first number from 2 on that is not."""
    return next(id_ for nth in count(1) if not is_taken(id_ := f"{stem}-{nth}" if nth > 1 else stem))


def slug_of_kind(kind: StepKind) -> str:
    """Return the word for a kind of step in ids."""
    return kind.replace("_", "-")
