"""A published revision with the changes since the one before, what was decided of it, and its formal document."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from loaders.workbook.steady import build_steady_workbook
from model.changes.operations import Operation, diff_records
from model.errors import LimitExceeded
from model.history.linked_data import read_quads
from model.history.revision_states import RevisionStanding
from model.history.revisions import Revision
from model.language import Language, Text
from model.vocabulary.assignment_state import derive_assignments
from model.vocabulary.contents import Contents
from model.vocabulary.record import LATEST_DAY
from queries.archive.publishing import find_revision, read_revision_contents, read_revision_quads
from queries.archive.standing import find_standing_revision
from queries.server.graph import Graph
from viz.document.attachments import Attachment
from viz.document.document import build_content, build_pdf
from viz.document.pictures import draw_pictures
from viz.web.document_page import render_document

WORKBOOK_FILE = "landscape.xlsx"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class RevisionRead:
    """A revision with its frozen bytes and the records in them, and what turned the one `before` into it.

    The first one has no `previous`, nothing before and no changes.
    """

    revision: Revision
    previous: Revision | None
    quads: bytes
    contents: Contents
    before: Contents
    changes: Sequence[Operation]
    standing: RevisionStanding


def read_revision(graph: Graph, number: int | None) -> RevisionRead:
    """Return revision `number` (the latest unless given). Raises NotFound."""
    found, standing = find_standing_revision(graph, number, LATEST_DAY)
    quads = read_revision_quads(graph, found.number)
    contents = read_quads(quads)
    previous = find_revision(graph, found.number - 1) if found.previous else None
    before = read_revision_contents(graph, previous.number) if previous else Contents()
    changes = diff_records(before, contents) if previous else []
    return RevisionRead(found, previous, quads, contents, before, changes, standing)


def build_document(read: RevisionRead, language: Language) -> bytes:
    """Return the formal document of a revision (PDF)."""
    revisions, contents = (read.previous, read.revision), derive_assignments(read.contents)
    more = list(_list_workbook(read, language))
    return build_pdf(revisions, read.quads, contents, read.changes, read.before, language, read.standing, more)


def build_html_document(read: RevisionRead, language: Language) -> bytes:
    """Return the formal document of a revision as one HTML file."""
    revisions, contents = (read.previous, read.revision), derive_assignments(read.contents)
    data = build_content(revisions, contents, read.changes, read.before, language, read.standing)
    svgs, data["pictures"] = draw_pictures(contents, read.revision.at[:10], language)
    return render_document(data, svgs, language).encode()


def _list_workbook(read: RevisionRead, language: Language) -> Iterator[Attachment]:
    """Yield the landscape as a workbook, unless it is larger than a workbook can be."""
    about = Text("The landscape as a workbook")
    with suppress(LimitExceeded):
        workbook = build_steady_workbook(read.contents, read.revision.at, language)
        yield Attachment(WORKBOOK_FILE, workbook, WORKBOOK_TYPE, "alternative", about)


def build_revision_document(graph: Graph, number: int | None, language: Language) -> bytes:
    """Return the formal document of revision `number` (the latest unless given). Raises NotFound."""
    return build_document(read_revision(graph, number), language)
