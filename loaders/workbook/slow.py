"""A workbook opened and saved by openpyxl, which keeps all of it in memory and takes its time: how far it has come is told."""

import io
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter  # the only one that goes through the rows
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from loaders.workbook.xlsx_safety import prepare_workbook
from model.language import Text
from model.progress import THINGS_PER_REPORT, ProgressCallback


def open_editable(path: Path, tell: ProgressCallback) -> Workbook:
    """The workbook at `path`, with the formats within its cells; how many of the file's bytes are read is told."""
    form = prepare_workbook(path)
    with _ProgressFile(form.path, tell) as file:
        return load_workbook(file, rich_text=True)


def save_workbook(book: Workbook, path: Path, tell: ProgressCallback) -> None:
    """Write the workbook to `path`; how many of its rows are written is told."""
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        _ProgressWriter(book, archive, tell).save()


class _ProgressFile(io.FileIO):
    """A file that tells how much of it is read."""

    def __init__(self, path: Path, told: ProgressCallback) -> None:
        super().__init__(path)
        self._what, self._told, self._done, self._size = Text("Opening the workbook, bytes"), told, 0, path.stat().st_size

    def read(self, size: int | None = -1, /) -> bytes:
        """As any file."""
        found = super().read(-1 if size is None else size) or b""
        self._done = min(self._done + len(found), self._size)  # what stands at the end is read twice
        self._told(self._what, self._done, self._size)
        return found


class _ProgressWriter(ExcelWriter):  # type: ignore[misc]  # openpyxl has no types
    """A workbook on its way to a file."""

    def __init__(self, book: Workbook, archive: ZipFile, told: ProgressCallback) -> None:
        super().__init__(book, archive)
        self._what, self._told, self._done = Text("Writing the marked copy, rows"), told, 0
        self._rows = sum(sheet.max_row for sheet in book.worksheets)

    def write_worksheet(self, ws: Worksheet) -> None:
        """As openpyxl does, by a writer that tells its rows."""
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        writer = _ProgressSheet(ws, self)
        writer.write()
        ws._rels = writer._rels
        self._archive.write(writer.out, ws.path[1:])
        self.manifest.append(ws)
        writer.cleanup()

    def tell_row(self) -> None:
        """One row more is written."""
        self._done += 1
        if self._done % THINGS_PER_REPORT == 0:
            self._told(self._what, self._done, self._rows)


class _ProgressSheet(WorksheetWriter):  # type: ignore[misc]  # openpyxl has no types
    """A sheet on its way to a file."""

    def __init__(self, sheet: Worksheet, book: _ProgressWriter) -> None:
        super().__init__(sheet)
        self._book = book

    def write_row(self, *row: object) -> None:
        """Write it, and tell."""
        super().write_row(*row)
        self._book.tell_row()
