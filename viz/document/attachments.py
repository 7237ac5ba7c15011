"""What is attached to the document of a revision: its data, its manifest, and the checksums of all that is attached."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from model.history.manifest import CHECKSUMS_FILE, MANIFEST_FILE, QUADS_FILE, build_manifest, format_checksums
from model.history.revisions import Revision
from model.language import Language, Text


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file within the document. `relationship` says, in PDF's words, what it is to the document."""

    name: str
    content: bytes
    media_type: str
    relationship: str
    about: Text

    def as_json(self, language: Language) -> dict[str, str]:
        """Return what the template attaches it by."""
        facts = {"name": self.name, "type": self.media_type, "relationship": self.relationship}
        return {**facts, "about": self.about.in_(language)}


def list_attachments(revision: Revision, quads: bytes, more: Iterable[Attachment] = ()) -> list[Attachment]:
    """Return the attachments of a revision's document: data, manifest, `more`, and the checksums of all of these."""
    files = [
        Attachment(QUADS_FILE, quads, "application/n-quads", "data", Text("The landscape as canonical N-Quads")),
        Attachment(
            MANIFEST_FILE, build_manifest(revision), "application/json", "supplement", Text("The manifest of the revision")
        ),
        *more,
    ]
    digests = {file.name: hashlib.sha256(file.content).hexdigest() for file in files}
    about = Text("The checksums of the attached files")
    return [*files, Attachment(CHECKSUMS_FILE, format_checksums(digests), "text/plain", "supplement", about)]
