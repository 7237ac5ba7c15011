"""The file of a proposal: it is an example as a whole, or not at all, so that it can be loaded."""

import json
from pathlib import Path
from typing import Any

import pytest

from loaders.reports.mending_proposal import write_proposal
from model.findings import Answer


def change(number: int, **more: Any) -> dict[str, Any]:
    """Return the row of a change: a seat for a party in a forum."""
    row = {"what": "change", "number": number, "kind": "seat", "party": f"p{number}", "into": "f", "vacancy": None}
    return row | {"position": "member", "mandate": None, "example": False} | more


@pytest.mark.parametrize("examples", [(False, False), (True, False), (True, True)])
def test_a_proposal_is_an_example_as_a_whole_if_a_change_is(tmp_path: Path, examples: tuple[bool, bool]) -> None:
    """A record may be an example if, and only if, its source is."""
    rows = [change(1, example=examples[0]), change(2, kind="join", example=examples[1])]
    write_proposal(tmp_path / "forslag.json", Answer("mend", {}, "2026-11-30", rows, []))
    document = json.loads((tmp_path / "forslag.json").read_text(encoding="utf-8"))
    marks = [record["example"] for records in document.values() for record in records]
    assert marks == [any(examples)] * 3
