"""`landskap set-rule`: from today on, undoable, and refused for what the rule cannot have."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from model.vocabulary.decisions import StepKind
from queries.server.graph import Graph
from tests.commands import Done, answer_of, run_landskap
from tests.graphs import empty_graph, put
from tests.landscapes import actor, assignment, decision, landscape, step

TODAY = date.today()
RULE = "never-communicated"


@pytest.fixture
def folder(local_graph: Graph, local_folder: Path) -> Path:
    taken = step("u", StepKind.TAKEN, str(TODAY - timedelta(20)))
    put(empty_graph(local_graph), landscape(actor("a"), decision("b", assignment("u", "b", "a")), taken))
    return local_folder


def set_rule(folder: Path, *words: str) -> Done:
    return run_landskap(folder, "--as", "coordinator", "set-rule", *words, LANDSKAP_LANG="en")


def find(folder: Path) -> list[str]:
    return [one["id"] for one in answer_of(folder, "findings", "--rule", RULE)["findings"]]


def test_a_lower_threshold_finds_more_until_it_is_reset_or_undone(folder: Path) -> None:
    assert find(folder) == []
    assert set_rule(folder, "ingen kommunicering antecknad", "--threshold", "10", "--yes").returncode == 0
    assert find(folder) == [f"{RULE}/u"]
    assert "set to 10 days" in run_landskap(folder, "findings", "--rule", RULE, LANDSKAP_LANG="en").stdout
    assert set_rule(folder, RULE, "--unused", "--yes").returncode == 0
    assert find(folder) == []
    number = answer_of(folder, "history", "--most", "1")["rows"][0]["number"]
    assert run_landskap(folder, "--as", "coordinator", "undo", str(number), "--yes").returncode == 0
    assert find(folder) == [f"{RULE}/u"]
    assert set_rule(folder, RULE, "--reset", "--yes").returncode == 0
    assert find(folder) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([RULE], "Give one of --threshold N, --unused and --reset."),
        ([RULE, "--unused", "--reset"], "Give one of --threshold N, --unused and --reset."),
        (["never", "--unused"], "unknown rule 'never'"),
        (["no-owner", "--threshold", "3"], "the rule 'no owner' has no threshold"),
        (["deferred-often", "--threshold", "3", "--working-days"], "is not in days"),
        (["hand-off-broken", "--threshold", "101"], "Give 1 to 100 per cent."),
        ([RULE, "--reset"], "has its starting value"),
    ],
)
def test_a_setting_that_a_rule_cannot_have_is_refused(folder: Path, words: list[str], expected: str) -> None:
    done = set_rule(folder, *words, "--yes")
    assert done.returncode != 0
    assert expected in done.stderr
