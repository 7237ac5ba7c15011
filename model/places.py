"""Where in a file something stands, so that a person can go there."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileLocation:
    """A file, and in it a row (from 1), or a sheet with a row and perhaps a column; 0 and "" are the whole of it."""

    file: str
    row: int = 0
    sheet: str = ""
    column: str = ""

    def __str__(self) -> str:
        """`actor.csv:7`, or `landskap.xlsx, Aktörer!B7`."""
        row = str(self.row or "")
        if self.sheet:
            return f"{self.file}, {self.sheet}" + (f"!{self.column}{row}" if row else "")
        return f"{self.file}:{row}" if row else self.file
