"""The chapter of the document on what is new since the previous revision: what it means, then the changes in words."""

from collections.abc import Iterator, Sequence

from model.changes.operations import Operation
from model.history.comparison import ChangedHow, LandscapeComparison, compare_landscapes
from model.history.revisions import Revision
from model.language import JoinedText, Text
from model.text.describe import describe_operations
from model.vocabulary.contents import Contents
from viz.document.content import ContentChapter, ContentEntry, ContentLine
from viz.document.line_writing import LineWriter

TITLE = Text("Changes in this revision")
MOST_CHANGES = 500
"""Changes that are listed; the rest are counted."""


def write_changes(
    writer: LineWriter, previous: Revision | None, before: Contents, changes: Sequence[Operation]
) -> ContentChapter:
    """Return what differs from the `previous` revision, which held `before`. There is none for the first.

    `changes` are all operations between the two, also on what holds on neither day.
    """
    if previous is None:
        return ContentChapter(TITLE, Text("This is the first revision: there is none to compare it with."), ())
    day = previous.at[:10]
    found = compare_landscapes(before.on(day), writer.contents.on(writer.day), writer.contents)
    entries = [*_tell_meaning(found), *_tell_kinds(found), *_tell_others(found, changes, before, writer.contents)]
    lede = Text(
        "Compared with revision {number} of {day}. In the chapters that follow, a bar to the left marks what is new or changed.",
        number=previous.number,
        day=day,
    )
    return ContentChapter(TITLE, lede if entries else Text("Nothing has changed."), tuple(entries), run_in=True)


def _tell_meaning(found: LandscapeComparison) -> Iterator[ContentEntry]:
    """Yield who is newly reached by what, or no longer, and who has got or lost a seat."""
    lines = tuple(ContentLine(what, JoinedText(names)) for what, names in found.list_meaning())
    if lines:
        yield ContentEntry(Text("What it means"), "", lines)


def _tell_kinds(found: LandscapeComparison) -> Iterator[ContentEntry]:
    """Yield what has become of records: those that were added, that ended, and so on."""
    shown = found.changes[:MOST_CHANGES]
    for how in ChangedHow:
        lines = tuple(ContentLine("", change.describe(), example=change.example) for change in shown if change.how == how)
        if lines:
            yield ContentEntry(how.term, str(len(lines)), lines)
    if (more := len(found.changes) - MOST_CHANGES) > 0:
        yield ContentEntry(Text("… and {more} more", more=more), "", ())


def _tell_others(
    found: LandscapeComparison, changes: Sequence[Operation], before: Contents, after: Contents
) -> Iterator[ContentEntry]:
    """Yield the changes of what holds on neither day: it has ended before, or begins later."""
    seen = {(operation.type, operation.id) for operation in found.operations}
    others = [operation for operation in changes if (operation.type, operation.id) not in seen]
    lines = tuple(ContentLine("", sentence) for sentence in describe_operations(others[:MOST_CHANGES], before, after))
    if lines:
        yield ContentEntry(Text("Of what holds on other days"), "", lines)
    if (more := len(others) - MOST_CHANGES) > 0:
        yield ContentEntry(Text("… and {more} more", more=more), "", ())
