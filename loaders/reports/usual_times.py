"""Proposed usual times as a file of step norms, which `landskap load` reads."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from loaders.rows.sheets import find_type_by_name
from loaders.text_files.csv_writer import write_records
from model.errors import NotUnderstood
from model.language import Text
from model.vocabulary.decisions import StepNorm
from model.vocabulary.record import EVIDENCE
from queries.questions.usual_time_proposal import list_proposed


def check_norms_file(path: Path, evidence: str) -> None:
    """Raise NotUnderstood if a load would not read the file, or if its rows would lack evidence."""
    if path.suffix.lower() != ".csv" or find_type_by_name(path.stem) is not StepNorm:
        text = Text("a load would not read {file} as usual times", file=path.name)
        raise NotUnderstood(text, (), Text("Call it {name}.", name=f"{StepNorm.stem()}.csv"))
    if not EVIDENCE.fullmatch(evidence):
        text = Text("usual times that are loaded need evidence: the id of a source, a space, the place in it")
        raise NotUnderstood(text, (), Text('Say what they rest on: --evidence "SOURCE PLACE"'))


def write_norms(path: Path, rows: Sequence[Mapping[str, Any]], evidence: str, on: str) -> int:
    """Write a row for each proposed time, which holds from the day `on`; return how many."""
    norms = [_build_norm(row, evidence, on) for row in list_proposed(rows)]
    write_records(path, StepNorm, norms)
    return len(norms)


def _build_norm(row: Mapping[str, Any], evidence: str, on: str) -> StepNorm:
    kinds = (row["step"].replace("_", "-"), row["forum_kind"], row["decision_kind"], "exempel" if row["example"] else None)
    return StepNorm(
        id="-".join(("stegtid", *filter(None, kinds))),
        step=row["step"],
        days=row["days"],
        forum_kind=row["forum_kind"],
        decision_kind=row["decision_kind"],
        valid_from=on,
        evidence=(evidence,),
        example=row["example"],
    )
