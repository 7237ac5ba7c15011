"""The parts of a workbook's package, found as spreadsheet programs find them: by the relationships from one to the next.

    _rels/.rels → xl/workbook.xml → xl/_rels/workbook.xml.rels → xl/worksheets/sheet1.xml → its comments, drawings, tables …

Parts that only other relationships lead to (printer settings, pictures, threaded comments), or none, are ignored: they may hold
anything.
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
"""Kinds of relationship (the last word of their types) that lead to parts that our readers read."""
SHEET_KINDS = frozenset({"worksheet", "chartsheet", "dialogsheet"})
"""Kinds of relationship that lead from a workbook to its sheets; only the first has cells."""
PACKAGE_ROOT = ""
"""The origin of the package's own relationships."""
PART_PLACES = {"officeDocument": "xl/workbook.xml", "sharedStrings": "xl/sharedStrings.xml", "styles": "xl/styles.xml"}
"""The places where our readers look for parts of a kind, regardless of the relationships."""
PROPERTY_PARTS = ("docProps/core.xml", "docProps/custom.xml")
"""Parts that our readers look for by name."""
STRICT_PREFIX = "http://purl.oclc.org/ooxml/"
"""The beginning of every namespace and type of relationship of Strict Open XML."""
LARGEST_RELATIONS = 10_000_000
"""Bytes of a part with relationships."""
DOCUMENT_TYPE = re.compile(rb"<!DOCTYPE|<!ENTITY")
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class DocumentTypeError(ValueError):
    """A part with a document type, which can swell or read other files."""


class SheetPartError(ValueError):
    """A sheet that no single part holds: programs would read different cells for it, or none. The message is its name."""


class PackageRelation(NamedTuple):
    """A relationship between parts: its target as written, and the name of the part that it leads to."""

    type: str
    id: str
    target: str
    part: str
    outside: bool

    @property
    def kind(self) -> str:
        """Return the last word of the relationship's type."""
        return self.type.rpartition("/")[2]


def find_relations(archive: zipfile.ZipFile) -> list[PackageRelation]:
    """Return all relationships of the package and of the XML parts that our readers read."""
    found, waiting, seen = list[PackageRelation](), [PACKAGE_ROOT, *PART_PLACES.values()], {PACKAGE_ROOT, *PART_PLACES.values()}
    while waiting:
        relations = read_relations(archive, waiting.pop())
        found += relations
        new = {relation.part for relation in relations if relation.kind in FOLLOWED_KINDS} - seen
        seen |= new
        waiting += new
    return found


def list_parts(archive: zipfile.ZipFile, relations: Iterable[PackageRelation]) -> dict[str, str]:
    """Map the XML parts that our readers read to the kind of relationship that leads there, including missing sheets."""
    names = set(archive.namelist())
    followed = {relation.part: relation.kind for relation in relations if relation.kind in FOLLOWED_KINDS}
    found = {part: kind for part, kind in followed.items() if part in names or kind == "worksheet"}
    by_name = {part: kind for kind, part in PART_PLACES.items() if part in names and kind not in found.values()}
    return dict.fromkeys(names.intersection(PROPERTY_PARTS), "") | by_name | found


def find_sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Map the name of each sheet of cells to its part.

    Raises SheetPartError where no relationship of a sheet's kind leads to a sheet, or several do, or two sheets share a name.
    """
    book = next(
        (relation.part for relation in read_relations(archive, PACKAGE_ROOT) if relation.kind == "officeDocument"), PACKAGE_ROOT
    )
    relations, found = read_relations(archive, book, outside=True), dict[str, PackageRelation]()
    for sheet in parse_part(archive, book).iterfind("{*}sheets/{*}sheet"):
        name = sheet.get("name", "")
        id_ = next((value for attribute, value in sheet.items() if attribute.endswith("/relationships}id")), "")
        leading = [relation for relation in relations if relation.id == id_]
        if len(leading) != 1 or leading[0].kind not in SHEET_KINDS or leading[0].outside or name in found:
            raise SheetPartError(name)
        found[name] = leading[0]
    return {name: relation.part for name, relation in found.items() if relation.kind == "worksheet"}


def read_relations(archive: zipfile.ZipFile, part: str, outside: bool = False) -> list[PackageRelation]:
    """Return the relationships of `part` within the package, with `outside` also those that leave it.

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
    """Parse a small part, such as the workbook's own. Raises ValueError or ParseError where it is unsafe or unreadable."""
    if archive.getinfo(part).file_size > LARGEST_RELATIONS:
        raise ValueError(f"{part}: {archive.getinfo(part).file_size} bytes")
    data = archive.read(part)
    if DOCUMENT_TYPE.search(data.decode("utf-16").encode() if data[:2] in UTF_16_MARKS else data):
        raise DocumentTypeError(part)
    return ElementTree.fromstring(data)  # noqa: S314  # no document type
