"""A workbook that is attached to a document has the same bytes each time, loads again and is sealed."""

import time
from pathlib import Path

from loaders.workbook.seal import is_unaltered
from loaders.workbook.steady import build_steady_workbook
from tests.landscapes import actor, flow, landscape

CONTENTS = landscape(actor("a"), actor("b"), flow("a", "b"))


def test_the_same_landscape_is_the_same_bytes_whenever_it_is_written(tmp_path: Path) -> None:
    first = build_steady_workbook(CONTENTS, "2026-11-24T10:00:00Z", "sv")
    time.sleep(2.1)  # a zip file has times of two seconds
    assert build_steady_workbook(CONTENTS, "2026-11-24T10:00:00Z", "sv") == first
    (tmp_path / "w.xlsx").write_bytes(first)
    assert is_unaltered(tmp_path / "w.xlsx")
