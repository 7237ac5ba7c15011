"""Write everything that the product makes of both seeds to a folder: `python -m tests.outputs FOLDER` (`make outputs OUT=FOLDER`).

Two states of the code that are to answer alike are compared with `diff -r` of their folders: pictures, pages, documents, N-Quads,
workbooks, CSV, JSON and GraphML byte for byte, and the answers of the questions as JSON.
"""

import json
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from loaders.exporting import WRITERS
from loaders.plan.loading import load_plan
from loaders.text_files.csv_folder import read_folder
from model.changes.chain import Head
from model.history.linked_data import fingerprint_of, read_quads, serialize_quads
from model.history.revisions import Revision
from model.language import LANGUAGES, Language
from model.vocabulary.assignment_state import derive_assignments
from model.vocabulary.contents import Contents
from queries.journal.prepare import prepare_graph
from queries.server.address import LocalAddress
from queries.server.graph import Graph
from queries.server.local_server import stop_server
from tests.commands import run_landskap
from viz.document.document import build_pdf
from viz.draw.svg import draw_map
from viz.web.page import render_map_file

SEEDS = Path(__file__).parent.parent / "seed"
DAY = "2026-11-30"
HEAD = Head(7, "ab" * 32)
DAYS = ("2019-01-01", "2026-03-01", DAY)


def write_files(contents: Contents, folder: Path, language: Language) -> None:
    """Write the files that are made of `contents` without a graph."""
    folder.mkdir(parents=True)
    quads = serialize_quads(contents)
    revision = Revision(1, f"{DAY}T10:00:00Z", "regional samordnare", "Jämförelse", fingerprint_of(quads), None)
    stated = derive_assignments(read_quads(quads))
    (folder / "map.svg").write_text(draw_map(contents, DAY, language), encoding="utf-8")
    (folder / "map.html").write_text(render_map_file(contents, DAY, language), encoding="utf-8")
    (folder / "landscape.nq").write_bytes(quads)
    (folder / "document.pdf").write_bytes(build_pdf((None, revision), quads, stated, (), Contents(), language))
    for ending, write in WRITERS.items():
        write(folder / f"export{ending}", lambda type_: contents.of(type_).values(), HEAD, language)
    _unpack(folder / "export.xlsx")


def _unpack(workbook: Path) -> None:
    """Put the parts of a workbook in its place, without the time at which it was written."""
    with zipfile.ZipFile(workbook) as archive:
        archive.extractall(workbook.with_name("workbook"))
    (workbook.with_name("workbook") / "docProps" / "core.xml").unlink()
    workbook.unlink()


@contextmanager
def load_both_seeds() -> Iterator[Path]:
    """The folder of a graph that holds both seeds."""
    with tempfile.TemporaryDirectory() as folder:
        with Graph.open(LocalAddress(Path(folder) / "graph")) as graph:
            prepare_graph(graph)
            for name in ("sormland", "exempel"):
                load_plan(graph, read_folder(SEEDS / name), "tests", "seed")
        yield Path(folder) / "graph"
        stop_server(Path(folder) / "graph")


def write_answers(graph: Path, contents: Contents, folder: Path) -> None:
    """Write the answers of the questions, of each party and on several days."""
    folder.mkdir()
    questions: list[tuple[str, ...]] = [("feeds", party.id, "--hops", "2", "--on", DAY) for party in contents.parties()]
    questions += [(question, "--on", day) for question in ("stalls", "durations", "unrepresented") for day in DAYS]
    questions += [("show", party.id, "--on", DAY) for party in contents.parties()]
    for words in questions:
        done = run_landskap(graph, *words, "--json", LANDSKAP_LANG="sv")
        (folder / f"{'_'.join(words[:3]).replace('--', '')}.json").write_text(done.stdout + done.stderr, encoding="utf-8")


def main() -> None:
    """Write all of it below the folder that is given, which must not be there."""
    out = Path(sys.argv[1])
    sormland = derive_assignments(Contents(read_folder(SEEDS / "sormland").records))
    with_examples = derive_assignments(sormland.with_(read_folder(SEEDS / "exempel").records))
    for language in LANGUAGES:
        write_files(sormland, out / "sormland" / language, language)
        write_files(with_examples, out / "exempel" / language, language)
    with load_both_seeds() as graph:
        write_answers(graph, with_examples, out / "answers")
    (out / "parties.json").write_text(json.dumps(sorted(party.id for party in with_examples.parties())), encoding="utf-8")


if __name__ == "__main__":
    main()
