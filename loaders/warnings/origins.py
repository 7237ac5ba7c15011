"""Where the files of a load come from, as far as that is unusual: an old export, another landscape's, a file by a new name."""

from collections.abc import Iterator
from pathlib import Path

from loaders.rows.dataset import Reading
from loaders.rows.rules import NoticeRule
from loaders.staging.store import StagedRecords
from model.changes.chain import Head
from model.errors import FileLocation, Problem
from model.language import PluralText, Text

FEWEST_SHARED_RECORDS = 3
"""Fewer records that another source has said before do not make one wonder whether a file has got another name."""


def find_origin_notices(staged: StagedRecords, reading: Reading, now: Head) -> Iterator[Problem]:
    """What is unusual in where each file comes from, when all is said; `now` is the journal's head."""
    for number, part in enumerate(reading.parts):
        place, since = FileLocation(Path(part.path).name), staged.since(part.stamp)
        if part.stamp is None:
            yield from _find_another_source(staged, number, part.source, place)
        elif since is not None:
            yield from _describe_older(staged.count_newer(since), place)
        elif now.number > 0:
            yield _describe_other_journal(place)


def _describe_other_journal(place: FileLocation) -> Problem:
    text = Text("exported from another landscape, or from this one before it was restored; what has changed since cannot be seen")
    hint = Text("look closely at what it changes; of what it lacks only what its own source said is let go of")
    return Problem(NoticeRule.OTHER_JOURNAL, text, hint, place=place)


def _describe_older(newer: int, place: FileLocation) -> Iterator[Problem]:
    """An export that is older than so many records, which it does not change."""
    if newer:
        text = PluralText(
            "{n} record has been changed, added or taken away in the landscape since this was exported, and stays so",
            "{n} records have been changed, added or taken away in the landscape since this was exported, and stay so",
            n=newer,
        )
        hint = Text("a file changes only what was changed in it; what was before is had back with landskap undo")
        yield Problem(NoticeRule.SINCE_EXPORT, text, hint, place=place)


def _find_another_source(staged: StagedRecords, part: int, source: str, place: FileLocation) -> Iterator[Problem]:
    """A new source that says mostly what another has said: perhaps the same file by another name."""
    other, times = next(iter(staged.count_sayers(part).most_common(1)), ("", 0))
    if times >= FEWEST_SHARED_RECORDS and times * 2 >= staged.count_said(part) and not staged.is_sayer(source):
        text = Text("most of this was said by the source '{other}' before; it is loaded as '{source}', a new one",
                    other=other, source=source)  # fmt: skip
        hint = Text("if it is a new version of that, load it with --source {other}: what it lacks is let go of", other=other)
        yield Problem(NoticeRule.ANOTHER_SOURCE, text, hint, place=place)
