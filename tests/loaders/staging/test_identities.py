"""An id that was changed in a file is reported at its cell; a similar record is not."""

import json
import tracemalloc
from pathlib import Path

import pytest

from loaders.plan.planning import stage_load
from loaders.rows.stamp import STAMP_FILE, encode_head
from loaders.staging.identities import find_changed_ids
from loaders.staging.store import StagedRecords
from loaders.text_files.csv_folder import read_folder
from model.changes.chain import Head
from model.errors import FileLocation
from model.vocabulary.record import Record
from tests.landscapes import actor, landscape

KNOWN = actor("almi", name="Almi", organisation_number="556036-0793", asserted_by=("kust",))
HEADING = "id;name;type;level;organisation_number;evidence"


def list_problems(tmp_path: Path, *rows: str, known: Record = KNOWN) -> list[str]:
    (tmp_path / "actor.csv").write_text("\n".join((HEADING, *rows)), encoding="utf-8")
    with StagedRecords.on_disk() as staged:
        staged.add_known(landscape(known))
        return [
            str(problem.place or "") + f" {problem.rule}"
            for problem in stage_load(staged, read_folder(tmp_path, "kust")).problems
        ]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("almi-ab;Almi;typ;lokal;5560360793;kalla §1", ["actor.csv:2 id-changed"]),
        ("almi-ab;Almi företagspartner;typ;lokal;5560360793;kalla §2", ["actor.csv:2 id-changed"]),
        ("almi-ab;Almi företagspartner;typ;lokal;;kalla §1", []),
        ("almi;Almi företagspartner;typ;lokal;;kalla §1", []),
    ],
    ids=["all-alike", "same-number", "another", "same-id"],
)
def test_a_changed_id(tmp_path: Path, row: str, expected: list[str]) -> None:
    assert list_problems(tmp_path, row) == expected


def test_a_row_that_is_alike_in_all_but_its_evidence(tmp_path: Path) -> None:
    known = actor("almi", name="Almi", asserted_by=("kust",))
    assert list_problems(tmp_path, "almi-ab;Almi;typ;lokal;;kalla §2", known=known) == ["actor.csv:2 id-changed"]


def test_in_an_export_of_several_sources_each_row_is_its_own(tmp_path: Path) -> None:
    export = Head(1, "0" * 64)
    (tmp_path / STAMP_FILE).write_text(json.dumps(encode_head(export)), encoding="utf-8")
    (tmp_path / "actor.csv").write_text("id;name;type;level;evidence;asserted_by\nalmi-ab;Almi;typ;lokal;kalla §1;annan\n")
    with StagedRecords.on_disk() as staged:
        staged.add_known(landscape(actor("almi", name="Almi", asserted_by=("annan",))))
        assert [problem.rule for problem in stage_load(staged, read_folder(tmp_path, "kust")).problems] == ["id-changed"]


def test_records_of_another_source_or_still_in_the_file_have_no_changed_id(tmp_path: Path) -> None:
    row = "almi-ab;Almi;typ;lokal;;kalla §1"
    assert list_problems(tmp_path, row, known=actor("almi", name="Almi", asserted_by=("annan",))) == []
    assert (
        list_problems(tmp_path, row, "almi;Almi;typ;lokal;;kalla §1", known=actor("almi", name="Almi", asserted_by=("kust",)))
        == []
    )


def measure_staging(known: int, new: int) -> tuple[int, list[str]]:
    """Return the peak memory in bytes and the hints, when all `known` records are missing and `new` are new."""
    with StagedRecords.on_disk() as staged:
        staged.add_known(landscape(actor(f"a{n}", asserted_by=("kust",)) for n in range(known)))
        for n in range(new):
            staged.stage(actor(f"b{n}", name=f"A{n}", asserted_by=("kust",)), FileLocation("actor.csv", n + 2))
        tracemalloc.start()
        try:
            hints = [str(problem.hint) for problem in find_changed_ids(staged)]
            return tracemalloc.get_traced_memory()[1], hints
        finally:
            tracemalloc.stop()


@pytest.mark.parametrize("new", [0, 1])
def test_memory_does_not_grow_with_the_landscape(new: int) -> None:
    measure_staging(4000, new)  # pydantic keeps some of the texts that it reads
    few, hints = measure_staging(100, new)
    many, hints_of_many = measure_staging(4000, new)
    assert many < few + 500_000
    assert hints == hints_of_many
    assert len(hints) == new


def test_without_new_records_the_known_ones_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(StagedRecords, "find_missing")
    assert measure_staging(10, 0)[1] == []


def test_without_missing_records_the_new_ones_are_not_held() -> None:
    measure_staging(0, 4000)
    assert measure_staging(0, 4000)[0] < measure_staging(0, 100)[0] + 500_000
