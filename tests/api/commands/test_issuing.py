"""`landskap publish`, `review`, `approve`, `withdraw`, `revisions` and `revision`: a revision through its states."""

from datetime import date
from pathlib import Path

import pytest

from queries.server.graph import Graph
from tests.commands import Done, answer_of, run_landskap
from tests.graphs import empty_graph, put
from tests.landscapes import actor, landscape

TODAY = date.today()
NEXT_YEAR = f"{TODAY.year + 1}"


@pytest.fixture
def folder(local_graph: Graph, local_folder: Path) -> Path:
    put(empty_graph(local_graph), landscape(actor("a")))
    return local_folder


def run(folder: Path, *words: str) -> Done:
    return run_landskap(folder, "--as", "Nämnden", *words, LANDSKAP_LANG="en")


def test_a_revision_is_taken_through_its_states(folder: Path) -> None:
    run(folder, "publish", "--note", "first", "--yes")
    draft = answer_of(folder, "revision", "1")
    refused = run(folder, "approve", "1", "--on", "2001-01-01", "--yes")
    assert (refused.returncode, "is draft, and cannot become approved" in refused.stderr) == (1, True)
    assert "before revision 1 was published" in refused.stderr, "all that is wrong is told"
    run(folder, "review", "1", "--yes")
    assert run(folder, "approve", "1", "--paragraph", "§ 34", "--case", "RUN 2026/12", "--yes").returncode == 0
    approved = answer_of(folder, "revision", "1")
    assert (draft["state"], approved["state"], approved["document"]) == ("draft", "approved", 1)
    assert approved["review_by"].startswith(NEXT_YEAR), "a year later unless said"
    assert approved["fingerprint"] == draft["fingerprint"], "deciding about it does not change it"
    shown = run(folder, "revision", "1").stdout
    assert "by Nämnden, § 34, RUN 2026/12" in shown
    assert run(folder, "review", "1", "--review-by", TODAY.isoformat(), "--yes").returncode == 0
    assert answer_of(folder, "revision", "1")["state"] == "unchanged"
    assert "is to be reviewed by" in run(folder, "today").stdout
    assert "reviewed, unchanged" in run(folder, "revisions").stdout
    assert run(folder, "withdraw", "1", "--yes").returncode == 0
    again = run(folder, "approve", "1", "--yes")
    assert "Nothing follows that state." in again.stderr
    number = answer_of(folder, "history", "--most", "1")["rows"][0]["number"]
    assert run(folder, "undo", str(number), "--yes").returncode == 0
    assert answer_of(folder, "revision", "1")["state"] == "unchanged", "undone as any change"
    assert run(folder, "verify").returncode == 0


def test_a_revision_that_is_not_there_is_told(folder: Path) -> None:
    assert run(folder, "review", "7", "--yes").stderr.strip().startswith("nothing has been published yet")
