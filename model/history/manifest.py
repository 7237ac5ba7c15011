"""The manifest of a revision: the facts by which anyone can check its data, as canonical JSON.

    manifest.json of revision 2 {"fingerprint": SHA-256 of landscape.nq, "previous": SHA-256 of manifest.json of revision 1, …}

It is made when a revision is published, and never changes: its bytes are what the revision's hash is the SHA-256 of.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from pydantic import TypeAdapter

from model.changes.chain import encode_canonical
from model.errors import GraphNewer, InputError
from model.history.linked_data import PREFIXES
from model.history.revisions import Revision
from model.language import Text

MANIFEST_FILE, QUADS_FILE, CHECKSUMS_FILE = "manifest.json", "landscape.nq", "SHA256SUMS"
SIGNATURE_FILE = f"{MANIFEST_FILE}.sig"
"""The names of a revision's files, in a folder and as attachments of its document."""
SCHEMA_VERSION = 1
"""The form of manifests and of the linked data. Raised when an earlier version would misread what this one publishes."""
LONGEST_LINE = 10_000_000
"""Bytes of a line of which the type is looked for; a landscape's are far shorter."""
HASH = re.compile(r"[0-9a-f]{64}")
_REVISIONS = TypeAdapter(Revision)
_TYPE = re.escape(f"<{PREFIXES['rdf']}type> <{PREFIXES['sl']}".encode())
TYPE_LINE = re.compile(rb"^<[^>\n]*> " + _TYPE + rb"(\w+)> \.$", re.MULTILINE)
"""A line that gives the type of a record."""


def build_manifest(revision: Revision) -> bytes:
    """Return the bytes of a revision's manifest. Their SHA-256 is the revision's hash."""
    return encode_canonical(revision.as_json())


def read_manifest(data: bytes) -> Revision:
    """Return the revision of a manifest. Raises GraphNewer, and InputError if it is none, or was altered."""
    try:
        facts = json.loads(data)
        if isinstance(facts, dict) and isinstance(schema := facts.get("schema"), int) and schema > SCHEMA_VERSION:
            text = Text("a newer Landskap made it ({version})", version=str(facts.get("software")))
            raise GraphNewer(text, Text("Update Landskap."))
        revision = _REVISIONS.validate_json(data, strict=True)
        if build_manifest(revision) == data and _is_possible(revision):
            return revision
    except (ValueError, RecursionError):
        pass
    raise InputError(Text("it is no manifest of a revision, or was altered"), ())


def _is_possible(revision: Revision) -> bool:
    """Return whether the facts fit each other."""
    hashes = [revision.fingerprint, *([revision.previous] if revision.previous else [])]
    stated = [fact is not None for fact in (revision.quads, revision.counts, revision.schema, revision.software)]
    return (
        (revision.number == 1) == (revision.previous is None)
        and revision.number >= 1
        and all(HASH.fullmatch(each) for each in hashes)
        and any(stated) == all(stated)
    )


def format_checksums(digests: Mapping[str, str]) -> bytes:
    """Return the SHA-256 of files by their names, one a line, as `sha256sum` writes and checks them."""
    return b"".join(f"{digest}  {name}\n".encode() for name, digest in digests.items())


class QuadsTally:
    """Counts the quads and records in canonical N-Quads that are given in pieces, and computes their fingerprint."""

    def __init__(self) -> None:
        self._digest, self._rest = hashlib.sha256(), b""
        self.quads = 0
        self._counts: Counter[str] = Counter()

    def add(self, piece: bytes) -> None:
        """Add the next piece."""
        self._digest.update(piece)
        whole, newline, rest = piece.rpartition(b"\n")
        if not newline:
            self._rest += piece if len(self._rest) < LONGEST_LINE else b""
            return
        lines, self._rest = self._rest + whole + newline, rest
        self.quads += lines.count(b"\n")
        self._counts.update(label.decode() for label in TYPE_LINE.findall(lines))

    def watch(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """Yield the pieces, each when it has been added."""
        for piece in pieces:
            self.add(piece)
            yield piece

    @property
    def fingerprint(self) -> str:
        """Return the SHA-256 of everything so far in hexadecimal."""
        return self._digest.hexdigest()

    @property
    def counts(self) -> dict[str, int]:
        """Return the number of records by type, in order of its name."""
        return dict(sorted(self._counts.items()))

    @property
    def cut(self) -> bool:
        """Return whether the last line does not end."""
        return bool(self._rest)
