"""The formal document of a revision as PDF: title page, summary, changes, map, and registers with their evidence.

It is PDF/A-3a and PDF/UA-1, with the frozen landscape and its manifest attached and its fingerprint printed. The same revision
gives the same bytes. Typst gets all content as data, never as markup.
"""

import json
import tempfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

from model.changes.operations import Operation
from model.errors import InputError
from model.history.revision_states import DRAFT, RevisionStanding
from model.history.revisions import Revision
from model.language import JoinedText, Language, Localizable, Text
from model.vocabulary.contents import Contents
from model.vocabulary.record import Record
from viz.document.attachments import Attachment, list_attachments
from viz.document.change_chapter import write_changes
from viz.document.line_writing import LineWriter
from viz.document.other_chapters import list_chapters
from viz.document.pictures import draw_pictures
from viz.document.printable import make_printable, write_out
from viz.document.summary_chapter import write_summary
from viz.document.title_page import build_title_page, write_title_page
from viz.document.typesetting import find_refused, typeset
from viz.style.palette import FONT

TEMPLATE = Path(__file__).parent.parent / "templates" / "document.typ"
TITLE_TEMPLATE = TEMPLATE.with_name("title_page.typ")


def build_pdf(
    revisions: tuple[Revision | None, Revision],
    quads: bytes,
    contents: Contents,
    changes: Sequence[Operation],
    before: Contents,
    language: Language,
    standing: RevisionStanding = DRAFT,
    more: Sequence[Attachment] = (),
) -> bytes:
    """Return the document of the later of two `revisions`; the earlier is None for the first revision.

    `standing` is what was decided of it: the same revision and decisions give the same bytes. `quads` are its frozen bytes,
    `contents` the records in them, `changes` the operations that turned `before` into it. `more` is attached beside its data.
    Characters that the font lacks are replaced (see `printable`). Raises InputError if the typesetter refuses the document.
    """
    revision = revisions[1]
    attachments = list_attachments(revision, quads, more)
    data = _write_out_all(build_content(revisions, contents, changes, before, language, standing))
    svgs, data["pictures"] = draw_pictures(make_printable(contents), revision.at[:10], language)
    data["attachments"] = [file.as_json(language) for file in attachments]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "document.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        for name, svg in svgs.items():
            (root / name).write_text(svg, encoding="utf-8")
        for file in attachments:
            (root / file.name).write_bytes(file.content)
        for template in (TEMPLATE, TITLE_TEMPLATE):
            (root / template.name).write_bytes(template.read_bytes())
        try:
            return typeset(root / "document.typ", datetime.fromisoformat(revision.at))
        except typst.TypstError as error:
            raise _explain_refusal([*contents, *before], error) from error


def build_content(
    revisions: tuple[Revision | None, Revision],
    contents: Contents,
    changes: Sequence[Operation],
    before: Contents,
    language: Language,
    standing: RevisionStanding = DRAFT,
) -> dict[str, Any]:
    """Return all that the document says, as plain values for a template; see `build_pdf`."""
    return _DocumentData(revisions, contents, changes, language, standing).build(changes, before)


def _explain_refusal(records: Iterable[Record], error: typst.TypstError) -> InputError:
    """Return an error that names the fields that the typesetter refuses, or else quotes its message, with the way out."""
    if fields := [JoinedText([item.where, item.characters], ": ") for item in find_refused(records)]:
        text = Text("the document could not be typeset because of this text: {fields}", fields=JoinedText(fields, "; "))
        way_out = Text("Write it otherwise (landskap set ID FIELD TEXT), publish anew, and make the document of that revision.")
        return InputError(text, (), way_out)
    text = Text("the document could not be typeset: {reason}", reason=str(error).splitlines()[0])
    way_out = Text(
        "The revision stands as it is, and everything in it can be had: landskap map, or landskap export. "
        "Please report this, with the text that is quoted."
    )
    return InputError(text, (), way_out)


def _write_out_all(value: Any) -> Any:
    """Return the data of the document with every text in characters that the font has."""
    if isinstance(value, str):
        return write_out(value)
    if isinstance(value, dict):
        return {key: _write_out_all(item) for key, item in value.items()}
    return [_write_out_all(item) for item in value] if isinstance(value, list) else value


class _DocumentData:
    """Builds the data of the document in one language."""

    def __init__(
        self,
        revisions: tuple[Revision | None, Revision],
        contents: Contents,
        changes: Sequence[Operation],
        language: Language,
        standing: RevisionStanding,
    ) -> None:
        previous, revision = revisions
        self.revision, self.previous, self.contents, self.language = revision, previous, contents, language
        self.standing = standing
        self.day = revision.at[:10]
        changed = {(operation.type, operation.id) for operation in changes} if previous else set()
        self.writer = LineWriter(contents, self.day, changed, language)

    def translate(self, text: Localizable | str | None) -> str:
        """Return `text` in the document's language, or a dash if there is none."""
        return (text if isinstance(text, str) else text.in_(self.language) if text else "") or "–"

    def build(self, changes: Sequence[Operation], before: Contents) -> dict[str, Any]:
        """Return the data for the template."""
        landscape = self.contents.landscape
        revisions = (self.previous, self.revision)
        page = build_title_page(revisions, self.contents, len(changes), self.standing)
        return {
            "language": self.language,
            "font": FONT,
            "page": write_title_page(page, landscape.id if landscape else "landscape", self.language),
            "date": [int(part) for part in self.day.split("-")],
            "changes": write_changes(self.writer, self.previous, before, changes).as_json(self.language),
            "map_alt": self.translate(
                Text(
                    "Landscape map: columns are actor types, rows are levels. "
                    "The registers in this document name every party and flow."
                )
            ),
            "map_caption": self.translate(Text("The landscape map as of {day}", day=self.day)),
            "summary": write_summary(self.writer).as_json(self.language),
            "chapters": [chapter.as_json(self.language) for chapter in list_chapters(self.writer)],
            "words": {name: self.translate(text) for name, text in DOCUMENT_WORDS.items()},
        }


DOCUMENT_WORDS = {
    "contents": Text("Contents"),
    "map": Text("The landscape map"),
    "none": Text("Nothing is recorded."),
    "name": Text("Name"),
    "details": Text("Details"),
    "example": Text("example"),
    "reading": Text(
        "Columns are kinds of actor and rows are levels. Rectangles are actors and rounded shapes forums. Arrows are flows. "
        "A number on a stack says how many there are; the registers name them."
    ),
    "fingerprint": Text("Fingerprint"),
}
