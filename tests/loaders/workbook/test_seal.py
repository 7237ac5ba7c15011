"""An export that nobody has touched is known by its seal."""

from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

from openpyxl import Workbook

from loaders.workbook.seal import is_unaltered, seal_workbook


def test_a_workbook_with_a_damaged_part_is_no_longer_as_it_was_sealed(tmp_path: Path) -> None:
    """Also where nobody reads the part, such as a drawing."""
    path = tmp_path / "export.xlsx"
    Workbook().save(path)
    with ZipFile(path, "a") as archive:
        archive.writestr("xl/drawings/drawing9.vml", b"<a drawing/>", ZIP_STORED)
    seal_workbook(path)
    assert is_unaltered(path)
    path.write_bytes(path.read_bytes().replace(b"<a drawing/>", b"<a Drawing/>"))
    assert not is_unaltered(path)
