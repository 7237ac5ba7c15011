"""Due dates, and who took a decision and when, that a decision log says no longer: it may be a part of the one before."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from loaders.rows.headings import describe_column
from loaders.rows.rules import NoticeRule
from model.changes.operations import Operation
from model.errors import Problem
from model.language import PluralText, Text
from model.vocabulary.decisions import Assignment, Decision
from model.vocabulary.types import TYPES

WATCHED_FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {Decision.label: ("taken_in", "taken_on"), Assignment.label: ("due",)}
)
MOST_IDS_NAMED = 5
"""Records that a notice names."""


def find_emptied(operations: Iterable[Operation]) -> Iterator[Problem]:
    """Yield each watched field that a load empties, with how many records have had something there."""
    ids: dict[tuple[str, str], list[str]] = defaultdict(list)
    for operation in operations:
        for field in WATCHED_FIELDS.get(operation.type, ()) if operation.before and operation.after else ():
            if operation.before and operation.after and operation.before[field] and not operation.after[field]:
                ids[operation.type, field].append(operation.id)
    hint = Text("if the log is a part of the one before, load it with --keep-missing: what it does not say stands")
    for (label, field), of in ids.items():
        text = PluralText(
            "{column} becomes empty in {n} record ({what}): {ids}", "{column} becomes empty in {n} records ({what}): {ids}",
            n=len(of), column=describe_column(TYPES[label].columns()[field]), what=TYPES[label].plural,
            ids=", ".join(of[:MOST_IDS_NAMED] + ["…"] * (len(of) > MOST_IDS_NAMED)),
        )  # fmt: skip
        yield Problem(NoticeRule.EMPTIED, text, hint, label, of[0])
