"""A landscape as a workbook with the same bytes each time: the attachment of a document, whose bytes are its revision's alone."""

import re
import tempfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from loaders.workbook.seal import seal_workbook
from loaders.workbook.writer import write_workbook
from model.language import Language
from model.vocabulary.contents import Contents
from model.vocabulary.record import Record

PROPERTIES = "docProps/core.xml"
MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(?=<)")


def build_steady_workbook(contents: Contents, at: str, language: Language) -> bytes:
    """Return `contents` as a workbook that says it was written at the time `at` (UTC), sealed like every export."""

    def read(type_: type[Record]) -> Iterable[Record]:
        return contents.of(type_).values()

    with tempfile.TemporaryDirectory() as folder:
        written, steady = Path(folder) / "written.xlsx", Path(folder) / "steady.xlsx"
        write_workbook(written, read, None, language)
        _fix_times(written, steady, at)
        seal_workbook(steady)
        return steady.read_bytes()


def _fix_times(written: Path, steady: Path, at: str) -> None:
    """Write the parts of a workbook anew, in their order, all of one time."""
    moment = datetime.fromisoformat(at)
    stamp = (max(moment.year, 1980), moment.month, moment.day, moment.hour, moment.minute, moment.second)
    with ZipFile(written) as old, ZipFile(steady, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == PROPERTIES:
                content = MOMENT.sub(rb"\g<1>" + at.encode(), content)
            part = ZipInfo(name, stamp)
            part.compress_type, part.create_system, part.external_attr = ZIP_DEFLATED, 3, 0o600 << 16
            new.writestr(part, content)
