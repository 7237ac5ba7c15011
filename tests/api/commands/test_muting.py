"""`landskap mute` and `unmute`: planned, confirmed, undoable; refused for what is not so."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from queries.server.graph import Graph
from tests.commands import Done, answer_of, run_landskap
from tests.graphs import empty_graph, put
from tests.landscapes import actor, assignment, decision, landscape

TODAY = date.today()
SOON, PAST = str(TODAY + timedelta(7)), str(TODAY - timedelta(7))
FINDING = "past-own-date/u"


@pytest.fixture
def folder(local_graph: Graph, local_folder: Path) -> Path:
    owed = [assignment("u", "b", "a", due="2026-05-01", owner="Chefen"), assignment("v", "b", "a", due="2099-01-01")]
    put(empty_graph(local_graph), landscape(actor("a"), decision("b", *owed, taken_on="2026-01-01")))
    return local_folder


def run(folder: Path, *words: str) -> Done:
    return run_landskap(folder, *words, LANDSKAP_LANG="en")


def mute(folder: Path, finding: str = FINDING, until: str = SOON, why: str = "agreed with the addressee", *more: str) -> Done:
    return run(folder, "--as", "coordinator", "mute", finding, "--until", until, "--why", why, *(more or ("--yes",)))


def listed(folder: Path) -> tuple[list[str], list[str]]:
    """The ids that are listed and those that are muted."""
    document = answer_of(folder, "findings", "--rule", "past-own-date", "--muted")
    return [one["id"] for one in document["findings"]], [one["id"] for one in document["muted"]]


def test_the_reason_may_be_called_reason(folder: Path) -> None:
    run(folder, "--as", "coordinator", "mute", FINDING, "--until", SOON, "--reason", "agreed", "--yes")
    (muted,) = answer_of(folder, "findings", "--rule", "past-own-date", "--muted")["muted"]
    assert muted["reason"] == "agreed"


def test_a_muted_finding_is_not_listed_until_it_is_unmuted_or_undone(folder: Path) -> None:
    assert "past its own date: u until" in mute(folder).stdout
    assert listed(folder) == ([], [FINDING])
    assert "1 finding is muted" in run(folder, "findings", "--rule", "past-own-date").stdout
    assert run(folder, "--as", "coordinator", "unmute", FINDING, "--yes").returncode == 0
    assert listed(folder) == ([FINDING], [])
    number = answer_of(folder, "history", "--most", "1")["rows"][0]["number"]
    assert run(folder, "--as", "coordinator", "undo", str(number), "--yes").returncode == 0
    assert listed(folder) == ([], [FINDING])


def test_a_second_mute_moves_the_last_day(folder: Path) -> None:
    mute(folder)
    assert mute(folder, until=str(TODAY + timedelta(30)), why="longer").returncode == 0
    (muted,) = answer_of(folder, "findings", "--rule", "past-own-date", "--muted")["muted"]
    assert (muted["until"], muted["reason"]) == (str(TODAY + timedelta(30)), "longer")


def test_a_plan_writes_nothing(folder: Path) -> None:
    assert mute(folder, FINDING, SOON, "agreed", "--plan").returncode == 2
    assert listed(folder) == ([FINDING], [])


@pytest.mark.parametrize(
    ("finding", "until", "why", "said"),
    [
        ("past-own-date/uu", SOON, "agreed", "Did you mean past-own-date/u?"),
        ("past-own-date/v", SOON, "agreed", "is not so today"),
        (FINDING, PAST, "agreed", "which has passed"),
        (FINDING, "snart", "agreed", "'snart' is not a date"),
        (FINDING, SOON, " ", "does not say why"),
    ],
)
def test_what_cannot_be_muted_is_refused_with_the_way_out(folder: Path, finding: str, until: str, why: str, said: str) -> None:
    refused = mute(folder, finding, until, why)
    assert (refused.returncode != 0, said in " ".join(refused.stderr.split())) == (True, True), refused.stderr
    assert listed(folder) == ([FINDING], [])


def test_what_is_not_muted_names_what_is(folder: Path) -> None:
    assert "Nothing is muted." in run(folder, "--as", "coordinator", "unmute", FINDING, "--yes").stderr
