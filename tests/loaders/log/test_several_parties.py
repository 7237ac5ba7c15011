"""Cells of a log that name several parties: by several separators, or by a word that the mapping explains."""

from pathlib import Path

import pytest

from model.vocabulary.decisions import Assignment
from tests.loaders.log.test_decision_log import read_log
from tests.loaders.log.test_mapping_proposal import propose_for

MAPPING = "kind: wide\nsource: kalla\ncolumns: {case: Dnr, taken_on: Beslut, addressee: Till}\n"
ROWS = "Dnr;Beslut;Till\nA 1;2026-03-01;Komvux, Rådet och Nämnden\n"
ALL = ["a-1-till-komvux", "a-1-till-namnden", "a-1-till-radet"]


@pytest.mark.parametrize("line", ['between: [",", och]', 'addressees: {"Komvux, Rådet och Nämnden": [komvux, namnden, radet]}'])
def test_a_cell_with_two_kinds_of_separator_has_a_way_out(tmp_path: Path, line: str) -> None:
    contents, problems = read_log(tmp_path, ROWS, f"{MAPPING}{line}\n")
    assert (problems, sorted(contents.of(Assignment))) == ([], ALL)


def test_the_way_out_is_told_and_proposed(tmp_path: Path) -> None:
    (problem,) = read_log(tmp_path, ROWS, MAPPING, "en")[1]
    assert problem.endswith('it names 3 parties: say in the mapping what stands between them, between: ["och", ","]')
    lines = propose_for(tmp_path, ROWS + "A 2;2026-03-01;Komvux och Rådet\nA 3;2026-03-01;Skolan, söder\n")
    (between,) = [line for line in lines if line.startswith("between:")]
    assert between.startswith('between: [och, ","]')
