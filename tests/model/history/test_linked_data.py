"""A landscape as canonical N-Quads and back."""

import hashlib
import subprocess
from pathlib import Path

import pytest
import rdflib
from hypothesis import given

from model.changes.operations import diff_records
from model.history.linked_data import fingerprint_of, read_quads, serialize_quads
from model.vocabulary.contents import Contents
from model.vocabulary.record import Record
from model.vocabulary.registers import Landscape
from tests.landscapes import landscapes


def values_of(record: Record) -> dict[str, object]:
    return {name: value for name, value in record.values().items() if not record.columns()[name].about.derived}


@given(landscapes())
def test_there_and_back(contents: Contents) -> None:
    back = read_quads(serialize_quads(contents))
    assert {(r.label, r.id): values_of(r) for r in back} == {(r.label, r.id): values_of(r) for r in contents}
    assert serialize_quads(back) == serialize_quads(contents)


def test_a_licence_that_is_an_address_is_linked_to(sormland: Contents) -> None:
    assert b"<http://purl.org/dc/terms/license> <http://creativecommons.org/licenses/by/4.0/> ." in serialize_quads(sormland)
    (row,) = sormland.of(Landscape).values()
    words = sormland.with_([row.model_copy(update={"licence": "CC BY 4.0"})])
    assert b'<http://purl.org/dc/terms/license> "CC BY 4.0" .' in serialize_quads(words)


def test_anyone_can_recompute_the_fingerprint(sormland: Contents, tmp_path: Path) -> None:
    """Compare with `LC_ALL=C sort FILE | sha256sum`."""
    quads = serialize_quads(sormland)
    file = tmp_path / "landscape.nq"
    file.write_bytes(b"".join(reversed(quads.splitlines(keepends=True))))
    done = subprocess.run(["sort", str(file)], capture_output=True, check=True, env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"})
    assert hashlib.sha256(done.stdout).hexdigest() == fingerprint_of(quads)


def test_another_reader_reads_the_same_and_there_are_no_blank_nodes(sormland: Contents) -> None:
    rdflib.NORMALIZE_LITERALS = False
    quads = serialize_quads(sormland).decode()
    graph = rdflib.Graph().parse(data=quads, format="nt")
    assert len(graph) == quads.count("\n")
    assert not [term for triple in graph for term in triple if isinstance(term, rdflib.BNode)]
    name = graph.value(rdflib.URIRef("https://landskap.example/sormland/actor/vis"), rdflib.SKOS.prefLabel)
    assert name is None
    forum = rdflib.URIRef("https://landskap.example/sormland/forum/vis")
    assert (forum, rdflib.RDF.type, rdflib.URIRef("http://www.w3.org/ns/org#OrganizationalCollaboration")) in graph


def test_the_order_of_loading_does_not_matter(sormland: Contents) -> None:
    assert serialize_quads(Contents(reversed(list(sormland)))) == serialize_quads(sormland)


def test_what_changed_between_two_is_told_from_their_quads(sormland: Contents) -> None:
    before = read_quads(serialize_quads(sormland))
    one = next(iter(sormland))
    after = read_quads(serialize_quads(sormland.with_([one.model_copy(update={"name": "Nytt namn"})])))
    assert [(item.action, item.id) for item in diff_records(before, after)] == [("set", one.id)]


def test_data_of_a_newer_vocabulary_are_refused_plainly(sormland: Contents) -> None:
    newer = serialize_quads(sormland).replace(b"landskap.example/ns#Actor>", b"landskap.example/ns#Newer>")
    with pytest.raises(ValueError, match="is of no known type"):
        read_quads(newer)
