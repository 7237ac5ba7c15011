"""Whose a marked copy of a workbook is: said in a property of the document, which spreadsheet programs keep when they save it."""

from pathlib import Path
from xml.etree import ElementTree  # of workbooks that were found safe to open (`office_file`)
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty

from loaders.workbook.xlsx_safety import UNREADABLE
from model.vocabulary.record import SLUG

PROPERTY = "Landskap: source"
PART = "docProps/custom.xml"


def put_source(book: Workbook, source: str) -> None:
    """Say in the book that what it says is `source`'s."""
    if PROPERTY in book.custom_doc_props.names:
        del book.custom_doc_props[PROPERTY]
    book.custom_doc_props.append(StringProperty(name=PROPERTY, value=source))


def copied_source(path: Path) -> str | None:
    """The source that a workbook that was found safe to open says that it is of; None where it is no marked copy."""
    with ZipFile(path) as archive:
        if PART not in archive.namelist():
            return None
        try:
            properties = ElementTree.fromstring(archive.read(PART))  # noqa: S314  # no DTD
        except UNREADABLE:
            return None
    said = next(("".join(item.itertext()) for item in properties if item.get("name") == PROPERTY), "")
    return said if SLUG.fullmatch(said) else None
