"""The parts of a workbook's package, found as spreadsheet programs find them: by the relationships from one to the next.

    _rels/.rels → xl/workbook.xml → xl/_rels/workbook.xml.rels → xl/worksheets/sheet1.xml → its comments, drawings, tables …

What no relationship leads to, or only one that no reader of ours follows (printer settings, pictures, threaded comments), is not
looked at: it may hold anything.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from xml.etree import ElementTree  # of parts that were found to have no document type

FOLLOWED = frozenset({
    "officeDocument", "worksheet", "chartsheet", "sharedStrings", "styles", "theme", "comments", "drawing", "chart", "table",
    "pivotTable", "pivotCacheDefinition", "pivotCacheRecords", "core-properties", "coreProperties", "custom-properties",
    "customProperties",
})  # fmt: skip
"""Kinds of relationship (the last word of their types) that lead to parts that one of our readers reads."""
ROOT = ""
"""What the package's own relationships are of."""
BY_NAME = ("xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", "docProps/core.xml", "docProps/custom.xml")
"""Parts that readers of ours look for by their names as well."""
LARGEST_RELATIONS = 10_000_000
"""Bytes of a part of relationships."""
DOCUMENT_TYPE = re.compile(rb"<!DOCTYPE|<!ENTITY")
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class DocumentTypeError(ValueError):
    """A part has a document type of its own, which can swell or read other files."""


class Relation(NamedTuple):
    """What leads from one part to another: its kind, its id and the part's name."""

    kind: str
    id: str
    part: str


def relations_in(archive: zipfile.ZipFile) -> list[Relation]:
    """Return every relationship that leads from the package or from an XML part that one of our readers reads."""
    found, waiting, seen = list[Relation](), [ROOT, *BY_NAME], {ROOT, *BY_NAME}
    while waiting:
        relations = relations_of(archive, waiting.pop())
        found += relations
        new = {relation.part for relation in relations if relation.kind in FOLLOWED} - seen
        seen |= new
        waiting += new
    return found


def parts_read(archive: zipfile.ZipFile, relations: Iterable[Relation]) -> dict[str, str]:
    """Return the XML parts that our readers read, each with the kind of relationship that leads there; sheets also if missing."""
    names = set(archive.namelist())
    found = dict.fromkeys(names.intersection(BY_NAME), "")
    followed = (relation for relation in relations if relation.kind in FOLLOWED)
    return found | {part: kind for kind, _id, part in followed if part in names or kind == "worksheet"}


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Name of a sheet → its part, for the sheets of cells."""
    book = next(relation.part for relation in relations_of(archive, ROOT) if relation.kind == "officeDocument")
    parts = {relation.id: relation.part for relation in relations_of(archive, book) if relation.kind == "worksheet"}
    sheets = xml_of(archive, book).iterfind("{*}sheets/{*}sheet")
    return {sheet.get("name", ""): parts[id_] for sheet in sheets if (id_ := _relation_id(sheet)) in parts}


def _relation_id(sheet: ElementTree.Element) -> str:
    return next((value for name, value in sheet.items() if name.endswith("/relationships}id")), "")


def relations_of(archive: zipfile.ZipFile, part: str) -> list[Relation]:
    """The relationships within the package that lead from `part`. Raises ValueError or ParseError where they cannot be read."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations not in archive.NameToInfo:
        return []
    return list(_relations(folder, xml_of(archive, relations)))


def _relations(folder: str, relations: ElementTree.Element) -> Iterator[Relation]:
    for item in relations.iterfind("{*}Relationship"):
        if item.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join(f"/{folder}", item.get("Target", ""))).removeprefix("/")
            yield Relation(item.get("Type", "").rpartition("/")[2], item.get("Id", ""), target)


def xml_of(archive: zipfile.ZipFile, part: str) -> ElementTree.Element:
    """A small part, such as the workbook's own. Raises ValueError or ParseError where it cannot be read, or is not safe to."""
    if archive.getinfo(part).file_size > LARGEST_RELATIONS:
        raise ValueError(f"{part}: {archive.getinfo(part).file_size} bytes")
    data = archive.read(part)
    if DOCUMENT_TYPE.search(data.decode("utf-16").encode() if data[:2] in UTF_16 else data):
        raise DocumentTypeError(part)
    return ElementTree.fromstring(data)  # noqa: S314  # no document type
