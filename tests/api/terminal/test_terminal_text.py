"""Lines for a terminal: folded between words, except commands to copy."""

import pytest

from api.terminal.terminal_text import fold_line

ADDRESS = "neo4j://127.0.0.1:43169"


@pytest.mark.parametrize(
    ("said", "lines"),
    [
        ("En mening som går på nu", ["En mening som går på", "    nu"]),
        ("Ändra det med: landskap undo 7", ["Ändra det med:", "    landskap undo 7"]),
        (f"Byt: landskap change-password --graph {ADDRESS}", ["Byt:", f"    landskap change-password --graph {ADDRESS}"]),
        (
            "Läs: landskap load FIL – eller pröva: landskap demo",
            ["Läs:", "    landskap load FIL", "    – eller pröva:", "    landskap demo"],
        ),
    ],
)
def test_a_line_is_folded_and_a_command_is_not(said: str, lines: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    assert fold_line(said).splitlines() == lines
