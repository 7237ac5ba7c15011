"""The manifest of a revision: what it counts, and that its hash is that of its bytes."""

import hashlib
import json

import pytest

from model.history.linked_data import fingerprint_of, serialize_quads
from model.history.manifest import QuadsTally, build_manifest, format_checksums
from model.history.revisions import Revision
from tests.landscapes import actor, flow, forum, landscape

CONTENTS = landscape(actor("a", description="rad\nny <rad> ."), actor("b"), forum("f"), flow("a", "f"))
QUADS = serialize_quads(CONTENTS)
EARLY = Revision(1, "2026-11-24T10:00:00Z", "Samordnare", "Första", "0" * 64, None)


def tally(*pieces: bytes) -> QuadsTally:
    found = QuadsTally()
    for piece in pieces:
        found.add(piece)
    return found


def test_the_bytes_of_the_manifest_have_the_hash_of_the_revision() -> None:
    revision = Revision(2, EARLY.at, "Samordnare", "Åäö", "1" * 64, EARLY.hash, 7, {"Actor": 2}, 1, "1.0")
    manifest = build_manifest(revision)
    assert hashlib.sha256(manifest).hexdigest() == revision.hash
    assert json.loads(manifest)["previous"] == hashlib.sha256(build_manifest(EARLY)).hexdigest()


def test_a_revision_from_before_there_were_manifests_keeps_its_hash() -> None:
    assert build_manifest(EARLY).decode() == (
        '{"at":"2026-11-24T10:00:00Z","fingerprint":"'
        + "0" * 64
        + '","note":"Första","number":1,"previous":null,"who":"Samordnare"}'
    )
    assert EARLY.describe()["counts"] is None


@pytest.mark.parametrize("size", [1, 7, 100, 10**6])
def test_quads_are_counted_in_pieces_of_any_size(size: int) -> None:
    found = tally(*(QUADS[start : start + size] for start in range(0, len(QUADS), size)))
    assert (found.fingerprint, found.quads, found.cut) == (fingerprint_of(QUADS), QUADS.count(b"\n"), False)
    assert found.counts == CONTENTS.counts()


def test_a_line_that_does_not_end_is_told() -> None:
    assert tally(QUADS[:-1]).cut


def test_checksums_are_written_as_sha256sum_reads_them() -> None:
    assert format_checksums({"landscape.nq": "0" * 64}).decode() == f"{'0' * 64}  landscape.nq\n"
