"""`landskap copy`, `backup` and `restore`."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from queries.server.graph import Graph
from queries.server.local_server import stop_server
from tests.commands import answer_of, run_landskap
from tests.graphs import empty_graph


@pytest.fixture(scope="module")
def folders(
    sormland_folder: Path, other_local_graph: Graph, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, Path, Path]]:
    """Return a published landscape, an empty graph, and a path where no graph is yet."""
    assert run_landskap(sormland_folder, "publish", "--note", "Första", "--yes").returncode == 0
    new = tmp_path_factory.mktemp("moving") / "new"
    yield sormland_folder, Path(empty_graph(other_local_graph).where), new
    stop_server(new)


@pytest.mark.slow
def test_to_a_file_and_back_and_on_to_another_folder(folders: tuple[Path, Path, Path], tmp_path: Path) -> None:
    first, second, third = folders
    file = tmp_path / "landskap.zip"
    saved = answer_of(first, "backup", str(file))
    restored = answer_of(second, "restore", str(file))
    copied = answer_of(first, "copy", str(second), str(third))
    assert saved["records"] == restored["records"] == copied["records"] == answer_of(third, "status")["records"]
    assert {said["fingerprint"][side] for said in (saved, restored, copied) for side in ("from", "to")} == {
        saved["fingerprint"]["to"]
    }
    assert (copied["changes"], copied["revisions"], copied["hash"]) == (2, 1, answer_of(first, "status")["last_change"]["hash"])
    assert (copied["from"], copied["to"]) == (str(second), str(third))
    assert answer_of(third, "revisions")["rows"] == answer_of(first, "revisions")["rows"]
    assert "den gäller" in run_landskap(third, "publish", "--note", "Igen", "--yes").stdout
    assert "Written as change 3" in run_landskap(third, "--lang", "en", "set", "katec", "description", "Nätverk").stdout


@pytest.mark.slow
def test_it_is_told_in_words(folders: tuple[Path, Path, Path], tmp_path: Path) -> None:
    done = run_landskap(folders[0], "--lang", "en", "backup", str(tmp_path / "x.zip"))
    assert "records, 2 changes, 1 revision, in" in done.stdout
    checksums = [line.split()[-1] for line in done.stdout.splitlines() if line.startswith("Checksum of all records in")]
    assert len(checksums) == 2
    assert len(set(checksums)) == 1
    assert "The fingerprint of a revision differs: it is of the frozen landscape." in done.stdout
    assert "The journal ends with change 2" in done.stdout


def test_what_cannot_be_done_is_told(folders: tuple[Path, Path, Path], tmp_path: Path) -> None:
    first, empty = folders[0], tmp_path / "empty"
    file = tmp_path / "landskap.zip"
    run_landskap(first, "backup", str(file))
    (tmp_path / "half.zip").write_bytes(file.read_bytes()[:1000])
    for graph, words, said in [
        (first, ["restore", str(file)], "holds a landscape already"),
        (first, ["backup", str(file)], "is there already"),
        (first, ["backup", str(tmp_path / "missing" / "x.zip")], "cannot be written"),
        (empty, ["restore", str(tmp_path / "half.zip")], "is not a whole backup"),
        (empty, ["restore", str(tmp_path / "missing.zip")], "cannot be read"),
        (empty, ["copy", str(tmp_path / "missing"), str(empty)], "there is no folder"),
    ]:
        done = run_landskap(graph, "--lang", "en", *words)
        assert (done.returncode, "Traceback" in done.stderr) == (1, False)
        assert said in done.stderr
    assert not empty.exists()


def test_a_revision_that_is_not_there_makes_no_graph(folders: tuple[Path, Path, Path], tmp_path: Path) -> None:
    done = run_landskap(folders[0], "--lang", "en", "checkout", "77", "--to", str(tmp_path / "then"))
    assert done.returncode == 1
    assert "there is no revision 77" in done.stderr
    assert not (tmp_path / "then").exists()
