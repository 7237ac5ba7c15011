"""What is new in a load, or newly named, and likely the same as something that is there, or that the load says as well."""

from collections.abc import Iterator
from itertools import islice

from loaders.rows.rules import NoticeRule
from loaders.staging.store import StagedRecords
from model.errors import Problem
from model.language import Text
from model.text.likeness import Likeness, NameIndex
from model.vocabulary.record import Record
from model.vocabulary.types import PARTIES

MOST_RECORDS_COMPARED = 10_000
"""New or newly named records of a type that a load compares with all; of more it tells that it does not."""


def find_likely_same(staged: StagedRecords) -> Iterator[Problem]:
    """Each actor, forum and function that is new or newly named, with what it is likely the same as."""
    for type_ in PARTIES:
        anew = list(islice(staged.find_renamed(type_), MOST_RECORDS_COMPARED + 1))
        if len(anew) > MOST_RECORDS_COMPARED:
            yield _describe_too_many(type_)
            continue
        names = NameIndex(anew)
        told: set[frozenset[str]] = set()
        for record in staged.of(type_).values() if names else ():
            for likeness in names.find_similar(record):
                pair = frozenset((likeness.one.id, likeness.two.id))
                if pair not in told:
                    told.add(pair)
                    yield describe_likeness(likeness, _suggest_merge(likeness))


def _describe_too_many(type_: type[Record]) -> Problem:
    many = {"most": MOST_RECORDS_COMPARED, "what": type_.plural}
    text = Text("more than {most} {what} are new or newly named: what they are like is not looked for", **many)
    return Problem(NoticeRule.LIKELY_SAME, text, Text("after the load: landskap duplicates"), type_.label)


def _suggest_merge(likeness: Likeness) -> Text:
    there, new = likeness.one, likeness.two
    return Text("if so, load it by that id, or join them afterwards: landskap merge {id} {new}", id=there.id, new=new.id)


def describe_likeness(likeness: Likeness, hint: Text) -> Problem:
    """That the second of two, which is new or newly named, is likely the same as the first."""
    there, new = likeness.one, likeness.two
    text = Text("likely the same as '{id}' ({score} of 100): {why}", id=there.id, score=likeness.score, why=likeness.why)
    return Problem(NoticeRule.LIKELY_SAME, text, hint, new.label, new.id, "name", getattr(new, "name", ""))
