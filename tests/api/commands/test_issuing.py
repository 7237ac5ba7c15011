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
    review = answer_of(folder, "history", "--most", "2")["rows"][1]["number"]
    assert run(folder, "undo", str(review), "--yes").returncode == 1, "its approval builds on its review"
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


def test_decisions_from_a_file_and_by_hand_are_held_to_the_same_rules(folder: Path, tmp_path: Path) -> None:
    run(folder, "publish", "--note", "first", "--yes")
    for day in ("2001-01-01", TODAY.isoformat()):
        rows = "id,revision,state,on,function,document\n" + "".join(
            f"{state}-{day},1,{state},{day},Nämnden,{number}\n" for state, number in (("approved", 1), ("unchanged", ""))
        )
        (tmp_path / day).mkdir()
        (tmp_path / day / "revision_event.csv").write_text(rows, encoding="utf-8")
        done = run(folder, "load", str(tmp_path / day), "--yes")
        assert (done.returncode, "revision 1 is draft, and cannot become approved" in done.stderr) == (1, True), done
        assert ("2001-01-01 is before revision 1 was published" in done.stderr) == (day == "2001-01-01")
    run(folder, "review", "1", "--yes")
    id_ = f"revision-1-reviewed-{TODAY}"
    early = run(folder, "set", id_, "on", "2001-01-01", "--yes")
    assert (early.returncode, "is before revision 1 was published" in early.stderr) == (1, True)
    assert run(folder, "set", id_, "state", "approved", "--yes").returncode == 1
    assert answer_of(folder, "revision", "1")["state"] == "reviewed"


def test_nothing_is_published_of_which_something_was_decided_before(folder: Path, tmp_path: Path) -> None:
    rows = "id,revision,state,on,function\ne,1,reviewed,2026-01-01,Nämnden\n"
    (tmp_path / "revision_event.csv").write_text(rows, encoding="utf-8")
    assert run(folder, "load", str(tmp_path), "--yes").returncode == 0
    done = run(folder, "publish", "--note", "first", "--yes")
    assert (done.returncode, "a revision that is not published yet" in done.stderr) == (1, True)


def test_a_case_number_that_is_too_long_is_told_with_everything_else(folder: Path) -> None:
    run(folder, "publish", "--note", "first", "--yes")
    done = run(folder, "approve", "1", "--case", "9" * 10_000, "--on", "2001-01-01", "--yes")
    assert done.returncode == 1
    for told in ("cannot become approved", "was published", "Case number"):
        assert told in done.stderr, done.stderr[:2000]
    assert len(done.stderr) < 3000
    assert answer_of(folder, "revision", "1")["decisions"] == []


def test_a_revision_that_is_not_there_is_told(folder: Path) -> None:
    assert run(folder, "review", "7", "--yes").stderr.strip().startswith("nothing has been published yet")
