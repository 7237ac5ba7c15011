"""Notices about where files come from: an old export, an export of another landscape, a known file under a new name."""

from collections.abc import Iterator
from pathlib import Path

from loaders.rows.rules import NoticeRule
from loaders.staging.report import LoadReport
from loaders.staging.store import StagedRecords
from model.changes.chain import Head
from model.errors import FileLocation, Problem
from model.language import PluralText, Text

FEWEST_SHARED_RECORDS = 3
"""With fewer records of another source, a file is not taken for that source's under a new name."""


def find_origin_notices(staged: StagedRecords, report: LoadReport, head: Head) -> Iterator[Problem]:
    """Yield the notices about each file of a load that is all staged; `head` is the journal's."""
    for part in report.parts:
        place = FileLocation(Path(part.reading.path).name)
        if part.reading.stamp is None:
            yield from _find_another_source(staged, part.number, part.reading.source, place)
        elif part.exported_at is None and head.number > 0:
            text = Text(
                "exported from another landscape, or from this one before it was restored; what has changed since cannot be seen"
            )
            hint = Text(
                "check what it changes; of the records that it lacks, only those of its own source are ended or taken away"
            )
            yield Problem(NoticeRule.OTHER_JOURNAL, text, hint, place=place)
        elif part.exported_at is not None and (newer := report.newer[part.exported_at]):
            text = PluralText(
                "{n} record has been changed, added or taken away in the landscape since this was exported, and stays so",
                "{n} records have been changed, added or taken away in the landscape since this was exported, and stay so",
                n=newer,
            )
            hint = Text("a file changes only what was changed in it; landskap undo brings back what was before")
            yield Problem(NoticeRule.SINCE_EXPORT, text, hint, place=place)


def _find_another_source(staged: StagedRecords, part: int, source: str, place: FileLocation) -> Iterator[Problem]:
    """Yield a notice if a new source has mostly records of another: perhaps the same file under another name."""
    other, times = next(iter(staged.count_sources(part).most_common(1)), ("", 0))
    if times >= FEWEST_SHARED_RECORDS and times * 2 >= staged.count_of_part(part) and not staged.is_known_source(source):
        text = Text("most of this came from the source '{other}' before; it is loaded as '{source}', a new source",
                    other=other, source=source)  # fmt: skip
        hint = Text(
            "if it is a new version of that source, load it with --source {other}: records that it lacks are ended or taken away",
            other=other,
        )
        yield Problem(NoticeRule.ANOTHER_SOURCE, text, hint, place=place)
