"""The parts of a workbook's package, found as spreadsheet programs find them: by the relationships from one to the next.

    _rels/.rels → xl/workbook.xml → xl/_rels/workbook.xml.rels → xl/worksheets/sheet1.xml → its comments, drawings, tables …

What no relationship leads to, or only one that no reader of ours follows (printer settings, pictures, threaded comments), is not
looked at: it may hold anything.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterable
from typing import NamedTuple
from xml.etree import ElementTree  # of parts that were found to have no document type

FOLLOWED_KINDS = frozenset({
    "officeDocument", "worksheet", "chartsheet", "sharedStrings", "styles", "theme", "comments", "drawing", "chart", "table",
    "pivotTable", "pivotCacheDefinition", "pivotCacheRecords", "core-properties", "coreProperties", "custom-properties",
    "customProperties",
})  # fmt: skip
"""Kinds of relationship (the last word of their types) that lead to parts that one of our readers reads."""
SHEET_KINDS = frozenset({"worksheet", "chartsheet", "dialogsheet"})
"""Kinds of relationship that lead from a workbook to its sheets; only the first has cells."""
PACKAGE_ROOT = ""
"""What the package's own relationships are of."""
PART_PLACES = {"officeDocument": "xl/workbook.xml", "sharedStrings": "xl/sharedStrings.xml", "styles": "xl/styles.xml"}
"""Where readers of ours look for the parts of a kind, whatever the relationships say."""
PROPERTY_PARTS = ("docProps/core.xml", "docProps/custom.xml")
"""Parts that readers of ours look for by their names as well."""
STRICT_PREFIX = "http://purl.oclc.org/ooxml/"
"""How every namespace and kind of relationship of Strict Open XML begins."""
LARGEST_RELATIONS = 10_000_000
"""Bytes of a part of relationships."""
DOCUMENT_TYPE = re.compile(rb"<!DOCTYPE|<!ENTITY")
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class DocumentTypeError(ValueError):
    """A part has a document type of its own, which can swell or read other files."""


class SheetPartError(ValueError):
    """A sheet that no single part holds: programs would find other cells there, or none. Its message is the sheet's name."""


class PackageRelation(NamedTuple):
    """What leads from one part to another: the target as it is written, and the name of the part that is meant."""

    type: str
    id: str
    target: str
    part: str
    outside: bool

    @property
    def kind(self) -> str:
        """Return the last word of its type."""
        return self.type.rpartition("/")[2]


def find_relations(archive: zipfile.ZipFile) -> list[PackageRelation]:
    """Return every relationship that leads from the package or from an XML part that one of our readers reads."""
    found, waiting, seen = list[PackageRelation](), [PACKAGE_ROOT, *PART_PLACES.values()], {PACKAGE_ROOT, *PART_PLACES.values()}
    while waiting:
        relations = read_relations(archive, waiting.pop())
        found += relations
        new = {relation.part for relation in relations if relation.kind in FOLLOWED_KINDS} - seen
        seen |= new
        waiting += new
    return found


def list_parts(archive: zipfile.ZipFile, relations: Iterable[PackageRelation]) -> dict[str, str]:
    """Return the XML parts that our readers read, each with the kind of relationship that leads there; sheets also if missing."""
    names = set(archive.namelist())
    followed = {relation.part: relation.kind for relation in relations if relation.kind in FOLLOWED_KINDS}
    found = {part: kind for part, kind in followed.items() if part in names or kind == "worksheet"}
    by_name = {part: kind for kind, part in PART_PLACES.items() if part in names and kind not in found.values()}
    return dict.fromkeys(names.intersection(PROPERTY_PARTS), "") | by_name | found


def find_sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Map the name of each sheet of cells to its part.

    Raises SheetPartError where no relationship of a sheet's kind leads to one, or several do, or two sheets have the same name.
    """
    book = next(
        (relation.part for relation in read_relations(archive, PACKAGE_ROOT) if relation.kind == "officeDocument"), PACKAGE_ROOT
    )
    relations, found = read_relations(archive, book, outside=True), dict[str, PackageRelation]()
    for sheet in parse_part(archive, book).iterfind("{*}sheets/{*}sheet"):
        name, id_ = sheet.get("name", ""), _relation_id(sheet)
        leading = [relation for relation in relations if relation.id == id_]
        if len(leading) != 1 or leading[0].kind not in SHEET_KINDS or leading[0].outside or name in found:
            raise SheetPartError(name)
        found[name] = leading[0]
    return {name: relation.part for name, relation in found.items() if relation.kind == "worksheet"}


def _relation_id(sheet: ElementTree.Element) -> str:
    return next((value for name, value in sheet.items() if name.endswith("/relationships}id")), "")


def read_relations(archive: zipfile.ZipFile, part: str, outside: bool = False) -> list[PackageRelation]:
    """Return the relationships that lead from `part` within the package; also those that lead `outside`, where that is said.

    Raises ValueError or ParseError where they cannot be read.
    """
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations not in archive.NameToInfo:
        return []
    all_ = (_build_relation(folder, item) for item in parse_part(archive, relations).iterfind("{*}Relationship"))
    return [relation for relation in all_ if outside or not relation.outside]


def _build_relation(folder: str, item: ElementTree.Element) -> PackageRelation:
    target = item.get("Target", "")
    part = posixpath.normpath(posixpath.join(f"/{folder}", target)).lstrip("/")
    return PackageRelation(item.get("Type", ""), item.get("Id", ""), target, part, item.get("TargetMode") == "External")


def parse_part(archive: zipfile.ZipFile, part: str) -> ElementTree.Element:
    """A small part, such as the workbook's own. Raises ValueError or ParseError where it cannot be read, or is not safe to."""
    if archive.getinfo(part).file_size > LARGEST_RELATIONS:
        raise ValueError(f"{part}: {archive.getinfo(part).file_size} bytes")
    data = archive.read(part)
    if DOCUMENT_TYPE.search(data.decode("utf-16").encode() if data[:2] in UTF_16_MARKS else data):
        raise DocumentTypeError(part)
    return ElementTree.fromstring(data)  # noqa: S314  # no document type
