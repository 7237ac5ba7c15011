"""A landscape as linked data and back: canonical N-Quads in the default graph, without blank nodes.

Equal landscapes give equal bytes: one quad a line, sorted by code point, so that anyone can recompute the fingerprint with
`LC_ALL=C sort | sha256sum`. Terms: W3C ORG, SKOS, PROV, DCAT, Dublin Core; `sl:` where no standard has one.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from model.vocabulary.contents import Contents, Records
from model.vocabulary.record import Column, Record
from model.vocabulary.types import PARTY, TYPES

PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "schema": "http://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sl": "https://landskap.example/ns#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
DEFAULT_BASE = "https://landskap.example/"
DATATYPES = {"number": "xsd:integer", "boolean": "xsd:boolean", "date": "xsd:date"}

RECORDS_PER_BATCH = 2000
"""The records that are serialised at a time."""
LICENCE = "dcterms:license"
WEB_ADDRESS = re.compile(r"https?://[A-Za-z0-9./~_#?=&%-]+")
"""A licence that is a web address becomes a link, as data catalogues require."""


def expand_curie(curie: str) -> NamedNode:
    """Return the whole IRI of a prefixed name such as `org:Organization`."""
    prefix, name = curie.split(":", 1)
    return NamedNode(PREFIXES[prefix] + name)


def is_stated(column: Column) -> bool:
    """Return whether a field is part of the linked data: not the id, which is in the IRI, and not derived."""
    return column.name != "id" and not column.about.derived


def base_of(contents: Records) -> str:
    """Return the base IRI of the landscape's identifiers."""
    return contents.landscape.base_iri if contents.landscape else DEFAULT_BASE


def serialize_quads(contents: Contents) -> bytes:
    """Return the landscape as sorted N-Quads, UTF-8, one a line; without the types that are not published."""
    labels = {party.id: party.label for party in contents.parties()}
    return b"".join(sorted(chain.from_iterable(serialize_lines(contents, labels, base_of(contents)))))


def serialize_lines(records: Iterable[Record], party_labels: Mapping[str, str], base: str) -> Iterator[list[bytes]]:
    """Yield the N-Quads of the records that are published, in no order, those of some thousand records at a time.

    `party_labels` has the type of each party by its id. Memory does not grow with the records.
    """
    published = (record for record in records if record.published)
    while batch := list(islice(published, RECORDS_PER_BATCH)):
        triples = (triple for record in batch for triple in _build_triples(record, party_labels, base))
        yield (serialize(triples, format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True)


def fingerprint_of(quads: bytes) -> str:
    """Return the SHA-256 of the canonical N-Quads in hexadecimal."""
    return hashlib.sha256(quads).hexdigest()


def subject_of(label: str, id_: str, base: str) -> NamedNode:
    """Return the IRI of a record: base, type, id."""
    return NamedNode(f"{base}{TYPES[label].stem().replace('_', '-')}/{id_}")


def _build_triples(record: Record, party_labels: Mapping[str, str], base: str) -> Iterator[Triple]:
    this = subject_of(record.label, record.id, base)
    yield Triple(this, expand_curie("rdf:type"), expand_curie(f"sl:{record.label}"))
    if not record.rdf.startswith("sl:"):
        yield Triple(this, expand_curie("rdf:type"), expand_curie(record.rdf))
    for column in filter(is_stated, record.columns().values()):
        stated = getattr(record, column.name)
        for value in stated if isinstance(stated, tuple) else () if stated is None else (stated,):
            yield Triple(this, expand_curie(column.about.rdf), _build_term(value, column, party_labels, base))


def _build_term(value: Any, column: Column, party_labels: Mapping[str, str], base: str) -> NamedNode | Literal:
    if column.ref:
        return subject_of(party_labels[value] if column.ref.to == PARTY else column.ref.to, value, base)
    if column.language:
        return Literal(value, language=column.language)
    if column.kind == "text":
        return NamedNode(value) if column.about.rdf == LICENCE and WEB_ADDRESS.fullmatch(value) else Literal(str(value))
    return Literal(str(value).lower(), datatype=expand_curie(DATATYPES[column.kind]))


def read_quads(quads: bytes) -> Contents:
    """Return the landscape that canonical N-Quads state. Raises ValueError if they are not a landscape's."""
    by_subject: dict[str, list[Quad]] = {}
    for quad in parse(quads, format=RdfFormat.N_QUADS):
        by_subject.setdefault(str(quad.subject)[1:-1], []).append(quad)
    return Contents(_read_record(this, found) for this, found in by_subject.items())


def _read_record(this: str, quads: Iterable[Quad]) -> Record:
    found: list[tuple[NamedNode, Any]] = [(quad.predicate, quad.object) for quad in quads]
    own = PREFIXES["sl"]
    types = [str(term)[1:-1].removeprefix(own) for predicate, term in found if predicate == expand_curie("rdf:type")]
    known = next((name for name in types if name in TYPES), None)
    if known is None:
        raise ValueError(f"{this} is of no known type")
    type_ = TYPES[known]
    values: dict[str, Any] = {"id": this.rsplit("/", 1)[1]}
    for column in filter(is_stated, type_.columns().values()):
        terms = [
            term
            for predicate, term in found
            if predicate == expand_curie(column.about.rdf) and (column.language is None or term.language == column.language)
        ]
        parsed = [term.value.rsplit("/", 1)[1] if column.ref else term.value for term in terms]
        if parsed:
            values[column.name] = parsed if column.many else parsed[0]
    return type_.model_validate(values)
