"""A copy of a workbook in the one form that all of our readers know, for programs that write another.

Strict Open XML, parts in other places than Excel's, UTF-16, cells without references, comments or alternatives within values: all
are standard, and each is silently misread by some reader. The copy has the same cells in Transitional Open XML, as Excel writes
it, and leaves out what none of our readers reads.
"""

import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from loaders.rows.limits import READ_SIZE
from loaders.rows.sheets import column_letters, column_number
from loaders.workbook.package import (
    PACKAGE_ROOT,
    PART_PLACES,
    STRICT_PREFIX,
    UTF_16_MARKS,
    DocumentTypeError,
    PackageRelation,
    parse_part,
    read_relations,
)

MAIN_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
COMPATIBILITY_NAMESPACE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"
TRANSITIONAL = {
    f"{STRICT_PREFIX}spreadsheetml/main": MAIN_NAMESPACE,
    f"{STRICT_PREFIX}officeDocument/relationships": RELATION_NAMESPACE,
    f"{STRICT_PREFIX}drawingml/main": "http://schemas.openxmlformats.org/drawingml/2006/main",
    f"{STRICT_PREFIX}drawingml/chart": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    f"{STRICT_PREFIX}drawingml/spreadsheetDrawing": "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
    f"{STRICT_PREFIX}officeDocument/customProperties": "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
    f"{STRICT_PREFIX}officeDocument/docPropsVTypes": "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes",
}
"""Namespaces of Strict Open XML → the same in Transitional."""
STRICT_KINDS = {"customProperties": "custom-properties", "extendedProperties": "extended-properties"}
"""Kinds of relationship with another name in Strict."""
CELL_KINDS = frozenset({"officeDocument", "worksheet", "sharedStrings", "styles", "comments", "table"})
"""Kinds of parts that are copied element by element."""
CONTENT_TYPES = "[Content_Types].xml"
DECLARED_ENCODING = re.compile(rb"""^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']+)""")
OMITTED_ELEMENTS = (b"AlternateContent", b"extLst")
"""Elements that Excel writes after the cells, if at all."""
SHEET_DATA = re.compile(rb"<\w+:sheetData")
SPACED_ATTRIBUTE = re.compile(rb"\s=\s*[\"']|=\s+[\"']")
"""An attribute with white space that our patterns of cells do not expect; SPACE_SIGNS are faster to find."""
SPACE_SIGNS = (b" =", b"= ", b"\n=", b"=\n")


def is_plain_package(archive: zipfile.ZipFile, relations: Sequence[PackageRelation]) -> bool:
    """Return whether the parts stand where every reader looks for them, with the kinds that every reader knows."""
    book = [relation.target for relation in read_relations(archive, PACKAGE_ROOT) if relation.kind == "officeDocument"]
    return (
        [target.removeprefix("/") for target in book] == [PART_PLACES["officeDocument"]]
        and all(relation.part == PART_PLACES.get(relation.kind, relation.part) for relation in relations)
        and not any(relation.type.startswith(STRICT_PREFIX) for relation in relations)
        and not any(
            "AlternateContent" in item.tag for item in parse_part(archive, PART_PLACES["officeDocument"]).iterfind("{*}sheets/*")
        )
    )


@dataclass(slots=True)
class Spelling:
    """Checks piece by piece whether a part is written as Excel writes it; `kind` is the kind of relationship to the part."""

    kind: str
    begun: bool = False
    named: bool = False
    defaults: int = 0
    tables: int = 0
    left_out: bool = False

    def is_plain(self, piece: bytes) -> bool:
        """Return whether the next piece of the part is written as Excel writes it."""
        if piece and not self.begun:
            self.begun = True
            if not _begins_plainly(piece):
                return False
            piece = piece[piece.find(b"?>") + 2 :] if b"?>" in piece else piece
        self.named = self.named or MAIN_NAMESPACE.encode() in piece
        if STRICT_PREFIX.encode() in piece:
            return False
        if self.kind not in CELL_KINDS:
            return True
        self.defaults += piece.count(b"xmlns=")
        self.tables += piece.count(b"<sheetData") + len(SHEET_DATA.findall(piece))
        last = max(piece.rfind(b"<row"), piece.rfind(b"</c>"))
        first = min((at for at in map(piece.find, OMITTED_ELEMENTS) if at >= 0), default=len(piece))
        odd = (self.left_out and last >= 0) or first < last or self.defaults > 1 or self.tables > 1
        self.left_out = self.left_out or first < len(piece)
        if odd or b"<!" in piece or b"<?" in piece:
            return False
        return not (any(sign in piece for sign in SPACE_SIGNS) and SPACED_ATTRIBUTE.search(piece))

    @property
    def is_transitional(self) -> bool:
        """Return whether a part of cells is in Transitional Open XML, once all of it is checked."""
        return self.named or self.kind not in CELL_KINDS


def _begins_plainly(piece: bytes) -> bool:
    declared = DECLARED_ENCODING.match(piece)
    other = piece[:2] in UTF_16_MARKS or b"\0" in piece
    return not other and (declared is None or declared[1].lower() in (b"utf-8", b"us-ascii"))


def write_plain_package(archive: zipfile.ZipFile, kinds: Mapping[str, str], to: Path) -> None:
    """Write the workbook in the form that all readers know; `kinds` are those of its parts that are read.

    Raises ValueError or ExpatError where a part does not match its kind or a kind with one part has several, DocumentTypeError
    where a part has a document type.
    """
    place = {part: PART_PLACES.get(kind, part) for part, kind in kinds.items()}
    for part, count in Counter(place.values()).items():
        if count > 1:
            raise ValueError(f"{count} parts for {part}")
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as copy:
        copy.writestr(CONTENT_TYPES, _build_types(archive, place))
        for part in (PACKAGE_ROOT, *kinds):
            if lines := list(_build_relations(archive, part, place)):
                folder, name = posixpath.split(place.get(part, part))
                copy.writestr(
                    posixpath.join(folder, "_rels", f"{name}.rels"), _wrap_lines("Relationships", "relationships", lines)
                )
        for part in archive.namelist():
            if part in kinds or (part not in place.values() and part != CONTENT_TYPES and not part.endswith(".rels")):
                with archive.open(part) as source, copy.open(place.get(part, part), "w", force_zip64=True) as target:
                    _copy_part(source, target, part, kinds.get(part))


def _build_types(archive: zipfile.ZipFile, place: Mapping[str, str]) -> str:
    lines, given = list[str](), {part: moved for part, moved in place.items() if part != moved}
    for item in parse_part(archive, CONTENT_TYPES):
        name = item.get("PartName", "").removeprefix("/")
        if name not in given.values():
            attributes = item.attrib | ({"PartName": f"/{given.get(name, name)}"} if name else {})
            lines.append(f"<{item.tag.rpartition('}')[2]} {_format_attributes(attributes)}/>")
    return _wrap_lines("Types", "content-types", lines)


def _build_relations(archive: zipfile.ZipFile, part: str, place: Mapping[str, str]) -> Iterator[str]:
    for relation in read_relations(archive, part, outside=True):
        kind = relation.type
        if kind.startswith(STRICT_PREFIX):
            kind = f"{RELATION_NAMESPACE}/{STRICT_KINDS.get(relation.kind, relation.kind)}"
        target = relation.target if relation.outside else f"/{place.get(relation.part, relation.part)}"
        attributes = {"Id": relation.id, "Type": kind, "Target": target}
        mode = {"TargetMode": "External"} if relation.outside else {}
        yield f"<Relationship {_format_attributes(attributes | mode)}/>"


def _format_attributes(attributes: Mapping[str, str]) -> str:
    return " ".join(f"{name}={quoteattr(value)}" for name, value in attributes.items())


def _wrap_lines(root: str, namespace: str, lines: Sequence[str]) -> str:
    return f'<{root} xmlns="http://schemas.openxmlformats.org/package/2006/{namespace}">{"".join(lines)}</{root}>'


def _copy_part(source: IO[bytes], target: IO[bytes], part: str, kind: str | None) -> None:
    if kind in CELL_KINDS:
        _Elements(target, part).read(source)
    elif kind is not None:
        data = source.read()
        if data[:2] in UTF_16_MARKS:
            data = re.sub(r"^<\?xml[^>]*\?>", "", data.decode("utf-16")).encode()
        for strict, name in TRANSITIONAL.items():
            data = data.replace(f'"{strict}"'.encode(), f'"{name}"'.encode())
        target.write(data)
    else:
        while piece := source.read(READ_SIZE):
            target.write(piece)


@dataclass(slots=True)
class _Elements:
    """Copies a part of SpreadsheetML element by element, without elements of other namespaces."""

    target: IO[bytes]
    part: str
    written: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)  # as the parser gives them → as they are written; "" is left out
    depth: int = 0
    skipped: int = 0  # the depth of what is left out; 0 outside such
    row: int = 0
    column: int = 0

    def read(self, source: IO[bytes]) -> None:
        """Read all of the part, and write the copy."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text
        while piece := source.read(READ_SIZE):
            parser.Parse(piece, False)
            self._flush()
        parser.Parse(b"", True)
        self._flush()

    def _flush(self) -> None:
        self.target.write("".join(self.written).encode())
        self.written.clear()

    def _refuse(self, *_how: object) -> None:
        raise DocumentTypeError(self.part)

    def _start(self, name: str, given: dict[str, str]) -> None:
        self.depth += 1
        if self.skipped:
            return
        written = self.names.get(name)
        if written is None:
            written = self.names[name] = _element_name(name)
        if self.depth == 1 and not written:
            raise ValueError(f"{self.part}: {name}")
        if not written or written == "extLst":
            if name not in TRANSPARENT_ELEMENTS:
                self.skipped = self.depth
            return
        if written in ("row", "c"):
            given = self._add_reference(written, given)
        attributes = "".join(
            f" {_attribute_name(key)}={quoteattr(value)}" for key, value in given.items() if _attribute_name(key)
        )
        spaces = f' xmlns="{MAIN_NAMESPACE}" xmlns:r="{RELATION_NAMESPACE}"' if self.depth == 1 else ""
        self.written.append(f"<{written}{spaces}{attributes}>")

    def _add_reference(self, element: str, given: dict[str, str]) -> dict[str, str]:
        """Return the attributes of a row or cell with its reference first: by default the one after the last."""
        at = given.get("r", "").upper()
        if element == "row":
            self.row, self.column = int(at or self.row + 1), 0
            return {"r": "", **given} | {"r": str(self.row)}
        self.column = column_number(at) if at else self.column + 1
        return {"r": "", **given} | {"r": at or f"{column_letters(self.column)}{self.row}"}

    def _end(self, name: str) -> None:
        if not self.skipped and (written := self.names[name]):
            self.written.append(f"</{written}>")
        elif self.skipped == self.depth:
            self.skipped = 0
        self.depth -= 1

    def _text(self, text: str) -> None:
        if not self.skipped:
            self.written.append(escape(text, {"\r": "&#13;"}))


TRANSPARENT_ELEMENTS = frozenset({f"{COMPATIBILITY_NAMESPACE} AlternateContent", f"{COMPATIBILITY_NAMESPACE} Fallback"})
"""Elements that are left out while their content is copied."""


def _element_name(name: str) -> str:
    space, _, local = name.rpartition(" ")
    return local if TRANSITIONAL.get(space, space) == MAIN_NAMESPACE else ""


def _attribute_name(name: str) -> str:
    space, _, local = name.rpartition(" ")
    if TRANSITIONAL.get(space, space) == RELATION_NAMESPACE:
        return f"r:{local}"
    return local if not space else f"xml:{local}" if space == XML_NAMESPACE else ""
