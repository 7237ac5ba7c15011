"""Proposed usual times as a file: loaded again they are what was proposed."""

from pathlib import Path

import pytest

from loaders.reports.usual_times import check_norms_file, write_norms
from loaders.text_files.csv_folder import read_csv
from model.errors import NotUnderstood
from model.vocabulary.decisions import StepKind, StepNorm

ROW = {"step": StepKind.LINE_DECISION, "forum_kind": "rad", "decision_kind": "order", "days": 40, "example": False}


def test_what_is_proposed_is_read_again(tmp_path: Path) -> None:
    assert write_norms(tmp_path / "step_norm.csv", [ROW, ROW | {"days": None}], "kalla §2", "2026-06-01") == 1
    (row,) = read_csv(tmp_path / "step_norm.csv", "kalla").found()
    record = getattr(row, "record", None)
    assert isinstance(record, StepNorm)
    assert (record.id, record.days, record.valid_from) == ("stegtid-line-decision-rad-order", 40, "2026-06-01")


@pytest.mark.parametrize(("name", "evidence"), [("tider.csv", "kalla §2"), ("step_norm.xlsx", "kalla §2"), ("step_norm.csv", "")])
def test_what_could_not_be_loaded_is_refused(name: str, evidence: str) -> None:
    with pytest.raises(NotUnderstood):
        check_norms_file(Path(name), evidence)
