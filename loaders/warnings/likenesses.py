"""Notices about new or renamed parties that are likely the same as another, in a load."""

from collections.abc import Iterator
from itertools import islice

from loaders.rows.rules import NoticeRule
from loaders.staging.store import StagedRecords
from model.errors import Problem
from model.language import Text
from model.text.likeness import Likeness, NameIndex
from model.vocabulary.types import PARTIES

MOST_RECORDS_COMPARED = 10_000
"""The number of new or renamed parties of a type that are compared with the others; with more, a notice says that none are."""


def find_likely_same(staged: StagedRecords) -> Iterator[Problem]:
    """Yield a notice for each pair of a new or renamed party and one that is likely the same."""
    for type_ in PARTIES:
        renamed = list(islice(staged.find_renamed(type_), MOST_RECORDS_COMPARED + 1))
        if len(renamed) > MOST_RECORDS_COMPARED:
            text = Text("more than {most} {what} are new or renamed: they are not compared with the others",
                        most=MOST_RECORDS_COMPARED, what=type_.plural)  # fmt: skip
            yield Problem(NoticeRule.LIKELY_SAME, text, Text("after the load: landskap duplicates"), type_.label)
            continue
        names = NameIndex(renamed)
        seen: set[frozenset[str]] = set()
        for record in staged.of(type_).values() if names else ():
            for likeness in names.find_similar(record):
                pair = frozenset((likeness.one.id, likeness.two.id))
                if pair not in seen:
                    seen.add(pair)
                    hint = Text("if so, load it by that id, or join them afterwards: landskap merge {id} {new}",
                                id=likeness.one.id, new=likeness.two.id)  # fmt: skip
                    yield describe_likeness(likeness, hint)


def describe_likeness(likeness: Likeness, hint: Text) -> Problem:
    """Return the notice that the second of two, which is new or renamed, is likely the same as the first."""
    new = likeness.two
    text = Text("likely the same as '{id}' ({score} of 100): {why}", id=likeness.one.id, score=likeness.score, why=likeness.why)
    return Problem(NoticeRule.LIKELY_SAME, text, hint, new.label, new.id, "name", getattr(new, "name", ""))
