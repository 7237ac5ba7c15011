"""What is new in a load, or newly named, and likely the same as something that is there, or that the load says as well."""

from collections.abc import Iterator
from itertools import islice

from loaders.rows.rules import NoticeRule
from loaders.staging.store import Staged
from model.errors import Problem
from model.language import Text
from model.text.likeness import Likeness, Names
from model.vocabulary.record import Record
from model.vocabulary.types import PARTIES

MOST_COMPARED = 10_000
"""New or newly named records of a type that a load compares with all; of more it tells that it does not."""


def likely_the_same(staged: Staged) -> Iterator[Problem]:
    """Each actor, forum and function that is new or newly named, with what it is likely the same as."""
    for type_ in PARTIES:
        anew = list(islice(staged.called_anew(type_), MOST_COMPARED + 1))
        if len(anew) > MOST_COMPARED:
            yield _too_many(type_)
            continue
        names = Names(anew)
        told: set[frozenset[str]] = set()
        for record in staged.of(type_).values() if names else ():
            for likeness in names.like(record):
                pair = frozenset((likeness.one.id, likeness.two.id))
                if pair not in told:
                    told.add(pair)
                    yield notice_of(likeness, _way_out(likeness))


def _too_many(type_: type[Record]) -> Problem:
    many = {"most": MOST_COMPARED, "what": type_.plural}
    text = Text("more than {most} {what} are new or newly named: what they are like is not looked for", **many)
    return Problem(NoticeRule.LIKELY_SAME, text, Text("after the load: landskap duplicates"), type_.label)


def _way_out(likeness: Likeness) -> Text:
    there, new = likeness.one, likeness.two
    return Text("if so, load it by that id, or join them afterwards: landskap merge {id} {new}", id=there.id, new=new.id)


def notice_of(likeness: Likeness, hint: Text) -> Problem:
    """That the second of two, which is new or newly named, is likely the same as the first."""
    there, new = likeness.one, likeness.two
    text = Text("likely the same as '{id}' ({score} of 100): {why}", id=there.id, score=likeness.score, why=likeness.why)
    return Problem(NoticeRule.LIKELY_SAME, text, hint, new.label, new.id, "name", getattr(new, "name", ""))
