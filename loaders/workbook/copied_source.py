"""The source of a marked copy, in a property of the document that spreadsheet programs keep when they save it."""

from pathlib import Path
from xml.etree import ElementTree  # of workbooks that were found safe to open (`office_file`)
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty

from loaders.workbook.xlsx_safety import XLSX_ERRORS
from model.vocabulary.record import SLUG

SOURCE_PROPERTY = "Landskap: source"
PROPERTIES_PART = "docProps/custom.xml"


def write_copy_source(book: Workbook, source: str) -> None:
    """Record that the workbook's rows belong to `source`."""
    if SOURCE_PROPERTY in book.custom_doc_props.names:
        del book.custom_doc_props[SOURCE_PROPERTY]
    book.custom_doc_props.append(StringProperty(name=SOURCE_PROPERTY, value=source))


def read_copy_source(path: Path) -> str | None:
    """Return the source of a marked copy; None for any other workbook. The workbook must be safe to open."""
    with ZipFile(path) as archive:
        if PROPERTIES_PART not in archive.namelist():
            return None
        try:
            properties = ElementTree.fromstring(archive.read(PROPERTIES_PART))  # noqa: S314  # no DTD
        except XLSX_ERRORS:
            return None
    source = next(("".join(item.itertext()) for item in properties if item.get("name") == SOURCE_PROPERTY), "")
    return source if SLUG.fullmatch(source) else None
