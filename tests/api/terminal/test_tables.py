"""Rows for a terminal: readable at any width, nothing broken that is one word."""

from collections.abc import Sequence

import pytest

from api.terminal.tables import format_table

HEADINGS = ("Decision", "Addressee", "Since", "Owner")
ROWS = [
    ("Fler platser i yrkesförarutbildningen", "Lokal kompetensverkstad Flen", "2025-12-01", "–"),
    ("Mötesplats", "RAR-LG", "2026-02-11", ""),
]


def show_table(monkeypatch: pytest.MonkeyPatch, width: int, rows: Sequence[Sequence[str]] = ROWS) -> list[str]:
    monkeypatch.setenv("COLUMNS", str(width))
    return list(format_table(HEADINGS, rows))


def test_a_table_without_the_columns_that_are_empty_in_every_row(monkeypatch: pytest.MonkeyPatch) -> None:
    assert show_table(monkeypatch, 100) == [
        "Decision                               Addressee                     Since",
        "Fler platser i yrkesförarutbildningen  Lokal kompetensverkstad Flen  2025-12-01",
        "Mötesplats                             RAR-LG                        2026-02-11",
    ]


def test_a_narrower_one_folds_between_words(monkeypatch: pytest.MonkeyPatch) -> None:
    assert show_table(monkeypatch, 60) == [
        "Decision                Addressee                 Since",
        "Fler platser i          Lokal kompetensverkstad   2025-12-01",
        "yrkesförarutbildningen  Flen",
        "Mötesplats              RAR-LG                    2026-02-11",
    ]


@pytest.mark.parametrize("width", [20, 30, 40, 52, 60, 80, 120])
def test_no_word_date_or_number_is_broken(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    words = {word for row in ROWS for cell in row[:3] for word in cell.split()}
    assert words <= {word for line in show_table(monkeypatch, width) for word in line.split()}


def test_too_narrow_for_a_table_each_row_is_a_block(monkeypatch: pytest.MonkeyPatch) -> None:
    assert show_table(monkeypatch, 50) == [
        "Decision: Fler platser i yrkesförarutbildningen",
        "  Addressee: Lokal kompetensverkstad Flen",
        "  Since: 2025-12-01",
        "",
        "Decision: Mötesplats",
        "  Addressee: RAR-LG",
        "  Since: 2026-02-11",
    ]


@pytest.mark.parametrize(("wide", "told"), [(100, True), (70, False), (40, True)], ids=["table", "narrower table", "blocks"])
def test_what_is_to_spare_is_told_where_there_is_room(monkeypatch: pytest.MonkeyPatch, wide: int, told: bool) -> None:
    monkeypatch.setenv("COLUMNS", str(wide))
    lines = list(format_table((*HEADINGS[:3], "Evidence"), [(*row[:3], "protokoll §4") for row in ROWS], spare=1))
    assert ("protokoll §4" in "\n".join(lines)) == told
    assert "2025-12-01" in "\n".join(lines)


def test_so_is_one_of_rows_that_would_be_tall(monkeypatch: pytest.MonkeyPatch) -> None:
    assert show_table(monkeypatch, 60, [("så " * 200, "RAR-LG", "2026-02-11", "–")])[-1] == "  Since: 2026-02-11"


def test_text_from_data_does_not_steer_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b" not in "".join(show_table(monkeypatch, 100, [("\x1b[2J", "a", "b", "c")]))
