"""Checking a revision from its files: data, manifest and checksums against each other, and manifests against their chain.

    SHA256SUMS -> landscape.nq <- manifest.json of revision 2 -> manifest.json of revision 1

Whoever alters all of them alike makes another revision, with another hash: that is found by holding the hash against one that is
kept elsewhere, such as a landscape's own, the next revision's manifest, or a signature.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from model.errors import LandskapError
from model.history.manifest import CHECKSUMS_FILE, HASH, MANIFEST_FILE, QUADS_FILE, SIGNATURE_FILE, QuadsTally, read_manifest
from model.history.revisions import Revision
from model.history.verification import Fault
from model.language import LANGUAGES, Localizable, Text

LARGEST_FILE = 1_000_000
"""Bytes of a manifest, and of a list of checksums, that are read."""
CHECKSUM_LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")
PAGES_NOTE = Text("Checked are the attachments and the printed fingerprint. The text of the pages is not signed: the data count.")
ALONE_NOTE = Text("Held against no landscape: compare the hash or the fingerprint with what the publisher states elsewhere.")
FilePieces = Callable[[], Iterator[bytes]]
"""Reads a file, piece by piece."""


@dataclass(frozen=True, slots=True)
class RevisionFiles:
    """What a folder or a PDF holds of a revision: the SHA-256 of each file by its name, and the content of those that are read.

    `needed` must be there. `printed` is the text of a PDF's pages without white space, `twice` the names that several attachments
    have.
    """

    where: str
    digests: Mapping[str, str]
    needed: Sequence[str] = ()
    quads: QuadsTally | None = None
    manifest: bytes | None = None
    checksums: bytes | None = None
    signature: bytes | None = None
    printed: str | None = None
    twice: Sequence[str] = ()


@dataclass(slots=True)
class RevisionCheck:
    """What was found when a revision was checked. `against` is the landscape that it was held against, if any."""

    where: str
    revision: Revision | None
    quads: QuadsTally | None
    faults: list[Fault] = field(default_factory=list)
    notes: list[Localizable] = field(default_factory=list)
    against: str | None = None
    held: bool = False
    """Whether it was held against anything at all: two of its files, a landscape, another manifest, a signer."""

    def add(self, rule: str, text: Text) -> None:
        """Add a fault."""
        number = self.revision.number if self.revision else None
        self.faults.append(Fault(rule, text, revision=number, file=self.where))

    @property
    def fingerprint(self) -> str | None:
        """Return the fingerprint of the data, or the one that the manifest states."""
        return self.quads.fingerprint if self.quads else self.revision.fingerprint if self.revision else None


def read_revision_files(
    where: str, files: Mapping[str, FilePieces], needed: Sequence[str], printed: str | None = None, twice: Sequence[str] = ()
) -> RevisionFiles:
    """Read the files of a revision, each once. `files` has them by their names."""
    digests, kept, quads = {}, dict[str, bytes](), None
    for name, pieces in files.items():
        tally, start = QuadsTally() if name == QUADS_FILE else None, b""
        digest = hashlib.sha256()
        for piece in pieces():
            digest.update(piece)
            start += piece[: LARGEST_FILE - len(start)]
            if tally:
                tally.add(piece)
        digests[name] = digest.hexdigest()
        kept[name] = start
        quads = tally or quads
    manifest, checksums, signature = (kept.get(name) for name in (MANIFEST_FILE, CHECKSUMS_FILE, SIGNATURE_FILE))
    return RevisionFiles(where, digests, needed, quads, manifest, checksums, signature, printed, twice)


def check_revision_files(files: RevisionFiles) -> RevisionCheck:
    """Return what is wrong with the files of a revision, taken by themselves."""
    check = RevisionCheck(files.where, None, files.quads)
    if files.manifest is not None:
        _read_manifest_of(check, files.manifest)
    for name in files.needed:
        if name not in files.digests:
            check.add("part-missing", Text("{file} is missing", file=name))
    if files.quads:
        _check_form(check, files.quads)
    for name in files.twice:
        check.add("part-twice", Text("two attachments are called {file}", file=name))
    if check.revision and files.quads:
        _compare_quads(check, check.revision, files.quads)
    if files.checksums is not None:
        _check_checksums(check, files.checksums, files.digests)
    if files.printed is not None:
        check.notes.append(PAGES_NOTE)
        check.held = True
        first = HASH.search(files.printed)  # the one of the revision before comes after it
        if check.fingerprint and (first[0] if first else None) != check.fingerprint:
            check.add("printed", Text("the pages do not print the fingerprint of the data, {found}", found=check.fingerprint))
    return check


def _read_manifest_of(check: RevisionCheck, manifest: bytes) -> None:
    """Set the revision of the manifest, or add a fault."""
    try:
        check.revision = read_manifest(manifest)
    except LandskapError as error:
        check.add("manifest", Text("{file}: {error}", file=MANIFEST_FILE, error=error.text))


def _check_form(check: RevisionCheck, quads: QuadsTally) -> None:
    """Add a fault if the data are cut, or nothing that this version knows as a landscape."""
    if quads.cut:
        check.add("quads", Text("{file} was cut: its last line does not end", file=QUADS_FILE))
    if not quads.counts:
        check.add("quads", Text("{file} has no records of a landscape: it is foreign, or of a newer Landskap", file=QUADS_FILE))


def _compare_quads(check: RevisionCheck, revision: Revision, quads: QuadsTally) -> None:
    """Add a fault if the data are not those of the manifest."""
    check.held = True
    if quads.fingerprint != revision.fingerprint:
        text = Text("{file} has the fingerprint {found}, and its manifest states {stated}",
                    file=QUADS_FILE, found=quads.fingerprint, stated=revision.fingerprint)  # fmt: skip
        check.add("quads", text)
    if revision.quads is not None and quads.quads != revision.quads:
        text = Text("{file} has {found} quads, and its manifest states {stated}",
                    file=QUADS_FILE, found=quads.quads, stated=revision.quads)  # fmt: skip
        check.add("counts", text)
    stated = revision.counts if revision.counts is not None else quads.counts
    for label in sorted(label for label in {*stated, *quads.counts} if stated.get(label) != quads.counts.get(label)):
        words = {"type": label, "found": quads.counts.get(label, 0), "stated": stated.get(label, 0)}
        check.add("counts", Text("{type}: there are {found}, and the manifest states {stated}", **words))


def _check_checksums(check: RevisionCheck, checksums: bytes, digests: Mapping[str, str]) -> None:
    """Add a fault for each line that is wrong, and for each file without one."""
    check.held = True
    stated: dict[str, str] = {}
    lines = checksums.decode(errors="replace").split("\n")
    for number, line in enumerate(lines[:-1], 1):
        found = CHECKSUM_LINE.fullmatch(line)
        if not found or found[2] in stated:
            check.add("checksums", Text("line {number} of {file} is no checksum", number=number, file=CHECKSUMS_FILE))
        else:
            stated[found[2]] = found[1]
    if lines[-1]:
        check.add("checksums", Text("{file} was cut: its last line does not end", file=CHECKSUMS_FILE))
    for name in sorted({*stated, *digests} - {CHECKSUMS_FILE, SIGNATURE_FILE}):
        if stated.get(name) != digests.get(name):
            check.add("checksums", Text("{name} is not the file whose checksum {file} states", name=name, file=CHECKSUMS_FILE))


def check_chain(checks: Sequence[RevisionCheck]) -> None:
    """Add a fault to each revision that does not hold the hash of the one before it among them, or has another's number."""
    seen: dict[int, Revision] = {}
    held = set[int]()
    for check in sorted((one for one in checks if one.revision), key=lambda one: one.revision.number if one.revision else 0):
        revision = check.revision
        if not revision:
            continue
        if (other := seen.setdefault(revision.number, revision)).hash != revision.hash:
            check.add("revision-twice", Text("there is another revision {number}, with the hash {hash}",
                                             number=revision.number, hash=other.hash))  # fmt: skip
        before = seen.get(revision.number - 1)
        held |= {revision.number, before.number} if before else set()
        if before and before.hash != revision.previous:
            check.add("revision-chain", Text("it does not hold the hash of revision {number}", number=before.number))

    for check in checks:
        check.held |= check.revision is not None and check.revision.number in held


def check_held(check: RevisionCheck) -> None:
    """Add a fault if there was nothing to hold a revision against: then nothing has been checked."""
    if not check.held and not check.faults:
        check.add("not-held", Text("there is neither a manifest with data, a landscape nor a signer to hold it against"))


def compare_with_kept(check: RevisionCheck, kept: Sequence[Revision], where: str) -> None:
    """Hold a revision against those that the landscape at `where` keeps. Adds a fault if its number has another there."""
    check.against = where
    if check.revision:
        number = check.revision.number
        own = next((one for one in kept if one.number == number), None)
        if own is None:
            check.notes.append(Text("The landscape in {where} has no revision {number}.", where=where, number=number))
            check.against = None
            return
        if own.hash != check.revision.hash:
            text = Text("the landscape in {where} has another revision {number}, with the hash {hash}",
                        where=where, number=number, hash=own.hash)  # fmt: skip
            check.add("revision-other", text)
    elif check.quads:
        same = [str(one.number) for one in kept if one.fingerprint == check.quads.fingerprint]
        if same:
            check.notes.append(Text("These are the data of revision {number}.", number=", ".join(same)))
        else:
            check.add("revision-other", Text("no revision of the landscape in {where} has these data", where=where))
    check.held = True


def serialize_checks(checks: Sequence[RevisionCheck]) -> dict[str, Any]:
    """Return what was found as plain JSON values."""
    return {
        "question": "verify",
        "sound": not any(check.faults for check in checks),
        "revisions": [
            {
                "where": check.where,
                "against": check.against,
                "fingerprint": check.fingerprint,
                "manifest": check.revision.describe() if check.revision else None,
                "notes": [{language: note.in_(language) for language in LANGUAGES} for note in check.notes],
            }
            for check in checks
        ],
        "rows": [fault.as_json() for check in checks for fault in check.faults],
    }
