"""A log of which a part is loaded with what it lacks kept: what the part does not say of a case stands, and what is known counts."""

from pathlib import Path

from loaders.opening import read_paths
from loaders.plan.load_fingerprints import LoadTerms
from loaders.plan.planning import stage_load
from loaders.staging.store import StagedRecords
from loaders.warnings.emptied import find_emptied
from model.vocabulary.contents import Contents
from model.vocabulary.decisions import Assignment, Decision, Step
from tests.loaders.log.test_decision_log import PARTIES, steps

HEADINGS = "Dnr;Ärende;Händelse;Datum;Enhet;Klart senast;Ny tid;Skäl\n"
MAPPING = """
kind: long
source: kalla
columns: {case: Dnr, title: Ärende, taken_in: Enhet, addressee: Enhet, due: Klart senast, event: Händelse, on: Datum, until: Ny tid, reason: Skäl}
others: {forums: leave_out}
default_addressee: namnden
"""
FIRST = (
    "D 1;Ett;fattat;2026-01-10;Rådet;2026-03-01;;\nD 1;Ett;kommunicerat;2026-01-12;Komvux;2026-03-01;;\n"
    "D 1;Ett;vilande;2026-01-14;Komvux;;2026-02-01;väntar\n"
)
ID = "d-1-till-komvux"


def load(tmp_path: Path, known: Contents, rows: str, mapping: str = MAPPING, part: bool = True) -> tuple[Contents, list[str]]:
    """The landscape after a load, and the notices of what it empties."""
    (tmp_path / "logg.csv").write_text(HEADINGS + rows, encoding="utf-8")
    (tmp_path / "map.yaml").write_text(mapping, encoding="utf-8")
    with StagedRecords.on_disk() as staged:
        staged.add_known(known)
        reading = read_paths([tmp_path / "logg.csv"], tmp_path / "map.yaml")
        assert stage_load(staged, reading, terms=LoadTerms(keep_missing=part)).problems == ()
        return Contents(staged), [notice.in_("en") for notice in find_emptied(staged.alterations())]


def load_parts(tmp_path: Path, *parts: str, mapping: str = MAPPING) -> Contents:
    known = Contents(PARTIES)
    for rows in parts:
        known, _ = load(tmp_path, known, rows, mapping)
    return known


def test_what_the_rows_of_a_part_do_not_say_stands(tmp_path: Path) -> None:
    contents = load_parts(tmp_path, FIRST, "D 1;;verkställt;2026-11-02;Komvux;;;\n")
    decision, assignment = contents.of(Decision)["d-1"], contents.of(Assignment)[ID]
    assert (decision.name, decision.taken_in, decision.taken_on, assignment.due) == ("Ett", "radet", "2026-01-10", "2026-03-01")
    assert [kind for _id, kind, _on in steps(contents)] == ["communicated", "executed", "held", "taken"]


def test_what_a_part_says_anew_is_taken_over(tmp_path: Path) -> None:
    contents = load_parts(tmp_path, FIRST, "D 1;Ett, ändrat;verkställt;2026-11-02;Komvux;2026-12-01;;\n")
    assert (contents.of(Decision)["d-1"].name, contents.of(Assignment)[ID].due) == ("Ett, ändrat", "2026-12-01")


def test_a_whole_log_that_empties_facts_is_told(tmp_path: Path) -> None:
    known = load_parts(tmp_path, FIRST)
    contents, notices = load(tmp_path, known, "D 1;;verkställt;2026-11-02;Komvux;;;\n", part=False)
    assert contents.of(Assignment)[ID].due is None
    assert [notice.split(" – ")[0] for notice in notices] == [
        "'Taken in' (taken_in) becomes empty in 1 record (decisions): d-1", "'Taken on' (taken_on) becomes empty in 1 record (decisions): d-1",
        f"'Due' becomes empty in 1 record (assignments): {ID}",
    ]  # fmt: skip
    assert all("--keep-missing" in notice for notice in notices)


def test_a_part_that_names_only_who_decided_is_about_the_addressees_that_are_known(tmp_path: Path) -> None:
    for who in ("Rådet", "", "Okänd"):
        mapping = MAPPING.replace("forums: leave_out", "forums: leave_out, addressees: skolan")
        contents = load_parts(tmp_path, FIRST, f"D 1;Ett;återrapporterat;2026-11-20;{who};;;\n", mapping=mapping)
        assert list(contents.of(Assignment)) == [ID]
        assert not contents.of(Assignment)[ID].open


def test_parts_one_after_another_make_what_they_make_together(tmp_path: Path) -> None:
    more = (
        "D 1;Ett;vilande;2026-05-01;Komvux;;2026-06-01;väntar\nD 1;Ett;fattat;2026-05-02;Nämnden;;;\nD 1;Ett;återrapporterat;2026-07-01;Rådet;;;\n",
        "D 1;Ett;återupptaget;2027-01-01;Nämnden;;;\n",
    )
    mapping = MAPPING + "differs: {taken_in: first}\n"
    apart, together = (
        load_parts(tmp_path, FIRST, *more, mapping=mapping),
        load_parts(tmp_path, FIRST + "".join(more), mapping=mapping),
    )
    assert steps(apart) == steps(together)
    assert apart.of(Decision)["d-1"].taken_on == "2026-01-10"


def test_a_day_that_a_part_corrects_is_the_same_step(tmp_path: Path) -> None:
    contents = load_parts(tmp_path, FIRST, "D 1;Ett;kommunicerat;2026-01-13;Komvux;;;\nD 2;Två;fattat;2026-01-01;Rådet;;;\n")
    assert contents.of(Step)[f"{ID}-communicated"].on == "2026-01-13"
    assert contents.of(Step)[f"{ID}-taken"].on == "2026-01-10"


def test_a_decision_in_each_forum_is_known_by_its_case(tmp_path: Path) -> None:
    mapping = MAPPING + "per_forum: true\n"
    contents = load_parts(tmp_path, FIRST, "D 1;Ett;återrapporterat;2026-11-20;Komvux;;;\n", mapping=mapping)
    assert list(contents.of(Decision)) == ["d-1-i-radet"]
    assert not contents.of(Assignment)["d-1-i-radet-till-komvux"].open
