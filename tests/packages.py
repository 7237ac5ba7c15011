"""Workbooks with the parts that Excel, LibreOffice, Google Sheets and Numbers write, made part by part.

Each program writes the same table of actors: what differs is the package around it, as those programs save it.
"""

import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Self

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MICROSOFT = "http://schemas.microsoft.com/office"
SHEETML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
START = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
BOOK, SHEET, STRINGS, STYLES = "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
ROWS = (
    ("Id *", "Namn *", "Aktörstyp *", "Nivå *", "Belägg *"),
    ("almi", "Almi", "typ", "lokal", "kalla §1"),
)
DEVMODE = bytes(range(256)) * 8 + "\0\0Skrivare på plan 2".encode("utf-16-le")
"""What a printer's settings look like: binary, with zeros and with text in UTF-16."""
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301010018dd8db00000000049454e44ae426082"
)


@dataclass
class Package:
    """The parts of a workbook, their types and relationships; `save` writes it."""

    parts: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    relations: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def add(self, name: str, data: str | bytes, type_: str, of: str | None, kind: str) -> Self:
        """Add a part to which a relationship of a `kind` leads from the part `of` (None: none does)."""
        self.parts[name] = data.encode() if isinstance(data, str) else data
        self.types[name] = type_
        if of is not None:
            self.relations.setdefault(of, []).append((kind if "/" in kind else f"{RELATIONS}/{kind}", f"/{name}"))
        return self

    def change(self, name: str, old: str, new: str) -> Self:
        """Replace a piece of a part that is there."""
        assert old.encode() in self.parts[name], old
        self.parts[name] = self.parts[name].replace(old.encode(), new.encode())
        return self

    def save(self, path: Path) -> Path:
        """Write the package."""
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", self._types())
            for of, relations in self.relations.items():
                folder, _, name = of.rpartition("/")
                archive.writestr(f"{folder}/_rels/{name}.rels".removeprefix("/"), _relations(relations))
            for name, data in self.parts.items():
                archive.writestr(name, data)
        return path

    def _types(self) -> str:
        defaults = {"rels": f"{'application/vnd.openxmlformats-package'}.relationships+xml", "xml": "application/xml"}
        said = "".join(f'<Default Extension="{ending}" ContentType="{type_}"/>' for ending, type_ in defaults.items())
        said += "".join(f'<Override PartName="/{name}" ContentType="{type_}"/>' for name, type_ in self.types.items())
        return f'{START}<Types xmlns="{PACKAGE}/content-types">{said}</Types>'


def _relations(relations: Sequence[tuple[str, str]]) -> str:
    items = (f'<Relationship Id="rId{n}" Type="{kind}" Target="{to}"/>' for n, (kind, to) in enumerate(relations, 1))
    return f'{START}<Relationships xmlns="{PACKAGE}/relationships">{"".join(items)}</Relationships>'


def table(rows: Sequence[Sequence[str]] = ROWS, sheet: str = "Aktörer") -> Package:
    """A workbook of one sheet as Excel saves it: its texts are shared."""
    texts = list(dict.fromkeys(text for row in rows for text in row))
    cells = "".join(
        f'<row r="{r}" spans="1:5" x14ac:dyDescent="0.25">'
        + "".join(f'<c r="{"ABCDEFGH"[c]}{r}" s="0" t="s"><v>{texts.index(text)}</v></c>' for c, text in enumerate(row))
        + "</row>"
        for r, row in enumerate(rows, 1)
    )
    names = f'xmlns="{MAIN}" xmlns:r="{RELATIONS}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    x14ac = f'mc:Ignorable="x14ac" xmlns:x14ac="{MICROSOFT}/spreadsheetml/2009/9/ac"'
    path = f'<mc:AlternateContent><mc:Choice Requires="x15"><x15ac:absPath url="C:\\Kust\\" xmlns:x15ac="{MICROSOFT}/spreadsheetml/2010/11/ac"/></mc:Choice></mc:AlternateContent>'
    x15 = f'mc:Ignorable="x15" xmlns:x15="{MICROSOFT}/spreadsheetml/2010/11/main"'
    return (
        Package()
        .add(BOOK, f'{START}<workbook {names} {x15}>{path}<sheets><sheet name="{sheet}" sheetId="1" r:id="rId1"/></sheets></workbook>',
             f"{SHEETML}.sheet.main+xml", "", "officeDocument")
        .add(SHEET, f'{START}<worksheet {names} {x14ac}><sheetData>{cells}</sheetData></worksheet>', f"{SHEETML}.worksheet+xml", BOOK, "worksheet")
        .add(STYLES, f'{START}<styleSheet {names}>{FORMATS}</styleSheet>', f"{SHEETML}.styles+xml", BOOK, "styles")
        .add(STRINGS, f'{START}<sst xmlns="{MAIN}">{"".join(f"<si><t>{text}</t></si>" for text in texts)}</sst>',
             f"{SHEETML}.sharedStrings+xml", BOOK, "sharedStrings")
    )  # fmt: skip


FORMATS = (
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="1"><fill><patternFill/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/>'
    '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs>'
)


def put_in_sheet(package: Package, after: str) -> Package:
    """Put elements after the sheet's cells."""
    return package.change(SHEET, "</sheetData>", f"</sheetData>{after}")


def printer_settings() -> Package:
    """Excel: the settings of the printer on which the sheet was last printed."""
    package = put_in_sheet(table(), '<pageSetup paperSize="9" orientation="landscape" r:id="rId1"/>')
    return package.add("xl/printerSettings/printerSettings1.bin", DEVMODE, f"{SHEETML}.printerSettings", SHEET, "printerSettings")


def picture() -> Package:
    """Excel: a logo, in a drawing."""
    drawing = '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"/>'
    name = "xl/drawings/drawing1.xml"
    return (
        put_in_sheet(table(), '<drawing r:id="rId1"/>')
        .add(name, START + drawing, "application/vnd.openxmlformats-officedocument.drawing+xml", SHEET, "drawing")
        .add("xl/media/image1.png", PNG, "image/png", name, "image")
    )


def comments() -> Package:
    """Excel: a note, with the old drawing that shows it."""
    said = f'<comments xmlns="{MAIN}"><authors><author/></authors><commentList><comment ref="A2" authorId="0"><text><t>fråga</t></text></comment></commentList></comments>'
    shape = '<xml xmlns:v="urn:schemas-microsoft-com:vml"><v:shape id="_x0000_s1025"><br></v:shape></xml>'
    return (
        put_in_sheet(table(), '<legacyDrawing r:id="rId2"/>')
        .add("xl/comments1.xml", START + said, f"{SHEETML}.comments+xml", SHEET, "comments")
        .add(
            "xl/drawings/vmlDrawing1.vml", shape, "application/vnd.openxmlformats-officedocument.vmlDrawing", SHEET, "vmlDrawing"
        )
    )


def threaded_comments() -> Package:
    """Excel 365: a conversation about a cell, and the persons who have it."""
    said = f'<ThreadedComments xmlns="{MICROSOFT}/spreadsheetml/2018/threadedcomments"><threadedComment ref="A2" id="{{1}}"><text>ja</text></threadedComment></ThreadedComments>'
    kind = f"{MICROSOFT}/2017/10/relationships/threadedComment"
    persons = f'<personList xmlns="{MICROSOFT}/spreadsheetml/2018/threadedcomments"/>'
    return (
        comments()
        .add("xl/threadedComments/threadedComment1.xml", START + said, "application/vnd.ms-excel.threadedcomments+xml", SHEET, kind)
        .add("xl/persons/person.xml", START + persons, "application/vnd.ms-excel.person+xml", BOOK, kind.replace("threadedComment", "person"))
    )  # fmt: skip


def custom_xml() -> Package:
    """Excel with Power Query or a document label: XML of its own, in UTF-16, with whatever it likes in it."""
    item = '\ufeff<?xml version="1.0" encoding="utf-16"?><!DOCTYPE DataMashup><DataMashup>AAAA</DataMashup>'.encode("utf-16-le")
    return table().add("customXml/item1.xml", item, "application/xml", BOOK, "customXml")


def pivot_cache() -> Package:
    """Excel: the rows behind a pivot table."""
    definition = f'<pivotCacheDefinition xmlns="{MAIN}" xmlns:r="{RELATIONS}" r:id="rId1"><cacheSource type="worksheet"><worksheetSource ref="A1:E2" sheet="Aktörer"/></cacheSource><cacheFields count="1"><cacheField name="Id *"><sharedItems/></cacheField></cacheFields></pivotCacheDefinition>'
    name = "xl/pivotCache/pivotCacheDefinition1.xml"
    return (
        table()
        .add(name, START + definition, f"{SHEETML}.pivotCacheDefinition+xml", BOOK, "pivotCacheDefinition")
        .change(BOOK, "</workbook>", '<pivotCaches><pivotCache cacheId="1" r:id="rId4"/></pivotCaches></workbook>')
        .add("xl/pivotCache/pivotCacheRecords1.xml", f'{START}<pivotCacheRecords xmlns="{MAIN}" count="0"/>',
             f"{SHEETML}.pivotCacheRecords+xml", name, "pivotCacheRecords")
    )  # fmt: skip


def slicer() -> Package:
    """Excel: buttons that choose among the rows of a table."""
    said = f'<slicers xmlns="{MICROSOFT}/spreadsheetml/2009/9/main"><slicer name="Nivå" cache="Slicer_Niva" rowHeight="241300"/></slicers>'
    kind = f"{MICROSOFT}/2007/relationships/slicer"
    cache = f'<slicerCacheDefinition xmlns="{MICROSOFT}/spreadsheetml/2009/9/main" name="Slicer_Niva" sourceName="Nivå"/>'
    return (
        put_in_sheet(table(), "<extLst/>")
        .add("xl/slicers/slicer1.xml", START + said, "application/vnd.ms-excel.slicer+xml", SHEET, kind)
        .add("xl/slicerCaches/slicerCache1.xml", START + cache, "application/vnd.ms-excel.slicerCache+xml", BOOK, f"{kind}Cache")
    )


def control() -> Package:
    """Excel: a button, whose settings are binary, and a picture that was put in as an object."""
    return (
        table()
        .add("xl/activeX/activeX1.bin", DEVMODE, "application/vnd.ms-office.activeX", SHEET, "control")
        .add(
            "xl/embeddings/oleObject1.bin", DEVMODE, "application/vnd.openxmlformats-officedocument.oleObject", SHEET, "oleObject"
        )
    )


def libreoffice() -> Package:
    """LibreOffice: every attribute written out, formulas with `aca`."""
    row = 'customFormat="false" ht="12.8" hidden="false" customHeight="false" outlineLevel="0" collapsed="false"'
    package = table().change(SHEET, 'spans="1:5" x14ac:dyDescent="0.25"', row)
    return put_in_sheet(package, '<printOptions headings="false" gridLines="false"/><pageMargins left="0.7" right="0.7" top="1" bottom="1" header="0.5" footer="0.5"/>')  # fmt: skip


def google() -> Package:
    """Google Sheets: many namespaces, and a drawing on every sheet though nothing is drawn."""
    more = f'<worksheet xmlns:mx="{MICROSOFT}/mac/excel/2008/main" xmlns:mv="urn:schemas-microsoft-com:mac:vml" xmlns:x14="{MICROSOFT}/spreadsheetml/2009/9/main"'
    drawing = '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/>'
    return (
        put_in_sheet(table().change(SHEET, "<worksheet", more), '<drawing r:id="rId1"/>')
        .change(BOOK, "<sheet name", '<sheet state="visible" name')
        .add("xl/drawings/drawing1.xml", drawing, "application/vnd.openxmlformats-officedocument.drawing+xml", SHEET, "drawing")
    )


def numbers() -> Package:
    """Numbers: texts with empty cells around them, and a theme."""
    empty = '<row r="3"><c r="A3" s="0"/><c r="B3" s="0"/></row></sheetData><headerFooter><oddFooter>&amp;C&amp;"Helvetica Neue,Regular"&amp;12&amp;P</oddFooter></headerFooter>'
    theme = '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Blank"/>'
    return (
        table()
        .change(SHEET, "</sheetData>", empty)
        .add("xl/theme/theme1.xml", START + theme, "application/vnd.openxmlformats-officedocument.theme+xml", BOOK, "theme")
    )


SAVED: Mapping[str, Callable[[], Package]] = MappingProxyType(
    {
        made.__name__: made
        for made in (
            table, printer_settings, picture, comments, threaded_comments, custom_xml, pivot_cache, slicer, control, libreoffice,
            google, numbers,
        )
    }
)  # fmt: skip
"""Workbooks that are read, by what is in them."""


def macros(name: str = "xl/vbaProject.bin") -> Package:
    """Excel: a workbook with macros that was given the ending of one without."""
    return table().add(name, DEVMODE, "application/vnd.ms-office.vbaProject", BOOK, f"{MICROSOFT}/2006/relationships/vbaProject")


def external_links() -> Package:
    """Excel: a formula that takes its value from another workbook."""
    link = f'<externalLink xmlns="{MAIN}"/>'
    return table().add("xl/externalLinks/externalLink1.xml", link, f"{SHEETML}.externalLink+xml", BOOK, "externalLink")


def make_strict(package: Package) -> Package:
    """Excel, as "Strict Open XML Spreadsheet": other namespaces and kinds of relationship."""
    ooxml = "http://purl.oclc.org/ooxml"
    for name, data in package.parts.items():
        said = data.replace(MAIN.encode(), f"{ooxml}/spreadsheetml/main".encode())
        package.parts[name] = said.replace(RELATIONS.encode(), f"{ooxml}/officeDocument/relationships".encode())
    package.relations = {
        of: [(kind.replace(RELATIONS, f"{ooxml}/officeDocument/relationships"), to) for kind, to in relations]
        for of, relations in package.relations.items()
    }
    return package


def add_prefixes(package: Package) -> Package:
    """The Open XML SDK: every element of SpreadsheetML with a prefix."""
    for name in (BOOK, SHEET, STRINGS, STYLES):
        said = re.sub(r"<(/?)(?=\w+[\s/>])(?![?!])", r"<\1x:", package.parts[name].decode())
        package.parts[name] = said.replace("xmlns=", "xmlns:x=").encode()
    return package


def encode_in_utf_16(package: Package) -> Package:
    """XML in the other encoding that the standard allows."""
    for name in (BOOK, SHEET, STRINGS):
        package.parts[name] = package.parts[name].decode().replace("UTF-8", "UTF-16").encode("utf-16")
    return package


def move_parts(package: Package) -> Package:
    """Parts in other places than Excel's: what leads to them are the relationships alone."""
    for old, new in {BOOK: "bok.xml", SHEET: "blad/aktörer.xml", STRINGS: "xl/texter.xml", STYLES: "xl/stil.xml"}.items():
        package.parts[new], package.types[new] = package.parts.pop(old), package.types.pop(old)
        package.relations = {
            new if of == old else of: [(kind, f"/{new}" if to == f"/{old}" else to) for kind, to in relations]
            for of, relations in package.relations.items()
        }
    return package


def make_relative(package: Package) -> Package:
    """Relationships that lead by way of the folder."""
    package.relations = {
        of: [(kind, f"{'../' * of.count('/')}.{to}") for kind, to in relations] for of, relations in package.relations.items()
    }
    return package


def remove_references(package: Package) -> Package:
    """Rows and cells that do not say where they stand: each after the one before."""
    package.parts[SHEET] = re.sub(rb' r="[A-Z]*\d+"', b"", package.parts[SHEET])
    return package


def add_comments(package: Package) -> Package:
    """Comments and CDATA within values."""
    package.parts[SHEET] = package.parts[SHEET].replace(b"<v>", b"<v><!-- \xc3\xa5 -->")
    package.parts[STRINGS] = re.sub(rb"<t>(.*?)</t>", rb"<t><![CDATA[\1]]></t>", package.parts[STRINGS])
    return package


def split_into_runs(package: Package) -> Package:
    """Texts that are formatted in parts, with how they are pronounced."""
    rich = rb'<r><t>\1</t></r><r><rPr><b/></rPr><t>\2</t></r><rPh sb="0" eb="1"><t>FON</t></rPh><phoneticPr fontId="1"/>'
    package.parts[STRINGS] = re.sub(rb"<t>(.)(.*?)</t>", rich, package.parts[STRINGS])
    return package


def add_white_space(package: Package) -> Package:
    """White space around the signs of attributes, single quotation marks."""
    package.parts[SHEET] = re.sub(rb'([rts])="(\w+)"', rb"\1 = '\2'", package.parts[SHEET])
    return package


def add_alternatives(package: Package) -> Package:
    """What other versions than ours are to read instead, within sheets and cells."""
    other = '<mc:AlternateContent><mc:Choice Requires="x14ac"><row r="2"><c r="A2"><v>7</v></c></row></mc:Choice></mc:AlternateContent>'
    return package.change(SHEET, '<row r="2"', f'{other}<row r="2"').change(
        SHEET, "</v></c>", "</v><extLst><ext uri=''/></extLst></c>"
    )


SPELLINGS: Mapping[str, Callable[[Package], Package]] = MappingProxyType(
    {
        made.__name__: made
        for made in (
            make_strict, add_prefixes, encode_in_utf_16, move_parts, make_relative, remove_references, add_comments, split_into_runs, add_white_space, add_alternatives,
        )
    }
)  # fmt: skip
"""How else a program may write the same workbook."""
