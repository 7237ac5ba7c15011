"""One altered byte of a revision is found wherever it is, and everything that is wrong is told at once."""

import hashlib
from collections.abc import Iterator, Mapping
from functools import partial

import pytest

from model.history.linked_data import serialize_quads
from model.history.manifest import CHECKSUMS_FILE, MANIFEST_FILE, QUADS_FILE, QuadsTally, build_manifest, format_checksums
from model.history.revision_check import (
    RevisionCheck,
    check_chain,
    check_held,
    check_revision_files,
    compare_with_kept,
    read_revision_files,
)
from model.history.revisions import Revision
from tests.landscapes import actor, forum, landscape, seat

QUADS = serialize_quads(landscape(actor("a", name="Åäö"), forum("f"), seat("f", "a")))
BOTH = (MANIFEST_FILE, QUADS_FILE)


def publish(number: int, previous: str | None, note: str = "Första") -> Revision:
    tally = QuadsTally()
    tally.add(QUADS)
    when = f"2026-11-{number:02}T10:00:00Z"
    return Revision(number, when, "Samordnare", note, tally.fingerprint, previous, tally.quads, tally.counts, 1, "1.0")


FIRST = publish(1, None)
SECOND = publish(2, FIRST.hash)
THIRD = publish(3, SECOND.hash)


def files_of(revision: Revision) -> dict[str, bytes]:
    files = {QUADS_FILE: QUADS, MANIFEST_FILE: build_manifest(revision)}
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    return {**files, CHECKSUMS_FILE: format_checksums(digests)}


def check(files: Mapping[str, bytes], printed: str | None = None) -> RevisionCheck:
    needed = (QUADS_FILE,) if printed is not None else BOTH
    pieces = {name: partial(iter, [content]) for name, content in files.items()}
    return check_revision_files(read_revision_files("folder", pieces, needed, printed))


def alterations(content: bytes) -> Iterator[bytes]:
    """Yield the content with each of its bytes altered, one at a time."""
    for place, byte in enumerate(content):
        yield content[:place] + bytes([byte ^ 1]) + content[place + 1 :]


def test_what_nobody_has_altered_is_sound() -> None:
    assert check(files_of(SECOND)).faults == []
    assert check(files_of(SECOND)).revision == SECOND


@pytest.mark.parametrize("name", [QUADS_FILE, MANIFEST_FILE, CHECKSUMS_FILE])
def test_each_altered_byte_is_found(name: str) -> None:
    """In a folder or among the attachments of a document, which are checked alike; the revision has less than 10 kB."""
    files = files_of(SECOND)
    assert len(QUADS) < 10_000
    for altered in alterations(files[name]):
        assert check({**files, name: altered}, None if name == QUADS_FILE else SECOND.fingerprint).faults, altered


def test_each_byte_of_a_manifest_is_held_by_the_next_one() -> None:
    """Also where the checksums beside it were made to fit."""
    for altered in alterations(build_manifest(SECOND)):
        checks = [check({**files_of(one), MANIFEST_FILE: build_manifest(one)}) for one in (FIRST, THIRD)]
        forged = check({QUADS_FILE: QUADS, MANIFEST_FILE: altered})
        found = [*checks, forged]
        check_chain(found)
        assert any(one.faults for one in found), altered


def test_the_last_one_is_held_by_the_landscape_that_keeps_it() -> None:
    forged = check(files_of(publish(2, FIRST.hash, "Annan")))
    assert forged.faults == [], "by itself it is another revision"
    compare_with_kept(forged, [FIRST, SECOND], "landskap")
    assert [fault.rule for fault in forged.faults] == ["revision-other"]


def test_two_revisions_of_a_number_are_told() -> None:
    checks = [check(files_of(one)) for one in (FIRST, SECOND, publish(2, FIRST.hash, "Annan"))]
    check_chain(checks)
    assert [[fault.rule for fault in one.faults] for one in checks] == [[], [], ["revision-twice"]]


def test_everything_that_is_wrong_is_told_at_once() -> None:
    files = files_of(SECOND)
    cut = QUADS[: len(QUADS) // 2]
    faults = check({**files, QUADS_FILE: cut, CHECKSUMS_FILE: b"trasig\n"}).faults
    assert {fault.rule for fault in faults} == {"quads", "counts", "checksums"}
    assert "was cut" in str(faults[0].text)
    assert [fault.revision for fault in faults] == [2] * len(faults)


@pytest.mark.parametrize(
    ("manifest", "told"),
    [
        (b"", "no manifest"),
        (b"[" * 100_000, "no manifest"),
        (b'{"number":1}', "no manifest"),
        (build_manifest(SECOND)[:-1], "no manifest"),
        (build_manifest(SECOND) + b"\n", "no manifest"),
        (build_manifest(SECOND).replace(b'"schema":1', b'"schema":2').replace(b'"1.0"', b'"9.9"'), "a newer Landskap made it (9.9)"),
        (build_manifest(publish(1, FIRST.hash)), "no manifest"),
    ],
)  # fmt: skip
def test_a_manifest_that_is_cut_foreign_or_newer_is_told(manifest: bytes, told: str) -> None:
    (fault,) = check({QUADS_FILE: QUADS, MANIFEST_FILE: manifest}).faults
    assert told in str(fault.text)


def test_a_part_that_is_missing_is_told() -> None:
    files = files_of(SECOND)
    for name in BOTH:
        rules = {fault.rule for fault in check({other: files[other] for other in files if other != name}).faults}
        assert rules == {"part-missing", "checksums"}
    assert [fault.rule for fault in check({}).faults] == ["part-missing", "part-missing"]


def test_attachments_that_were_exchanged_for_those_of_another_revision_are_told() -> None:
    others = serialize_quads(landscape(actor("b")))
    tally = QuadsTally()
    tally.add(others)
    forged = Revision(2, SECOND.at, "x", "y", tally.fingerprint, FIRST.hash, tally.quads, tally.counts, 1, "1.0")
    files = {QUADS_FILE: others, MANIFEST_FILE: build_manifest(forged)}
    assert [fault.rule for fault in check(files, f"sida{SECOND.fingerprint}Föregående{tally.fingerprint}").faults] == ["printed"]


def test_data_without_a_manifest_are_found_among_the_revisions_of_a_landscape() -> None:
    for kept, rules in (([FIRST], []), ([], ["revision-other"])):
        found = check({QUADS_FILE: QUADS}, FIRST.fingerprint)
        compare_with_kept(found, kept, "landskap")
        assert [fault.rule for fault in found.faults] == rules


def test_what_could_be_held_against_nothing_is_not_called_sound() -> None:
    lone = check({QUADS_FILE: QUADS}, ""), check({MANIFEST_FILE: build_manifest(FIRST), QUADS_FILE: QUADS})
    pieces = {MANIFEST_FILE: partial(iter, [build_manifest(SECOND)])}
    alone = check_revision_files(read_revision_files("file", pieces, (MANIFEST_FILE,)))
    for one in (*lone, alone):
        check_held(one)
    assert [fault.rule for fault in alone.faults] == ["not-held"]
    assert lone[1].faults == []


@pytest.mark.parametrize(
    "quads", [b"", b"Hej!\n", b"<a:b> <a:c> <a:d> .\n", QUADS.replace(b"landskap.example/ns#", b"landskap.example/ny#")]
)
def test_foreign_data_are_told(quads: bytes) -> None:
    found = check({QUADS_FILE: quads}, hashlib.sha256(quads).hexdigest())
    assert [fault.rule for fault in found.faults] == ["quads"]


def test_revisions_from_before_there_were_manifests_are_checked() -> None:
    early = Revision(1, FIRST.at, "Samordnare", "Första", FIRST.fingerprint, None)
    assert check(files_of(early)).faults == []
