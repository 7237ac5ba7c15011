"""The demo: Sörmland and the invented examples in a graph of its own, the most telling findings, and the map."""

import shutil
from datetime import date
from pathlib import Path

from api.pages.revision_document import build_revision_document
from api.terminal.answers import format_finding
from api.terminal.files import write_atomically
from api.terminal.session import Session
from api.web.serving import serve_pages
from loaders.plan.loading import load_plan
from loaders.text_files.csv_folder import read_folder
from loaders.text_files.graph_files import write_graphml
from model.errors import InputError
from model.findings import ProvenSentence
from model.language import JoinedText, Text
from model.text.describe import format_count
from queries.archive.publishing import publish_revision
from queries.flows.without import find_most_hanging
from queries.landscape.registers import count_records, read_contents
from queries.questions.decisions import find_stalled
from queries.questions.parameters import StallsQuestion, UnrepresentedQuestion
from queries.representation.unrepresented import find_unrepresented
from queries.server.graph import Graph
from queries.server.local_server import stop_server
from viz.draw.svg import draw_map
from viz.web.page import render_map_file

SORMLAND, EXAMPLE = "sormland", "exempel"


def show_demo(session: Session, port: int) -> None:
    """Load the demo, print its findings, and serve the map until Ctrl-C."""
    with session.graph() as graph:
        load_demo(session, graph)
    serve_pages(session, port, browser=True)


def write_demo_files(session: Session, out: Path) -> None:
    """Load the demo, print its findings, and write map, picture, document and graph to the folder `out`."""
    out.mkdir(parents=True, exist_ok=True)
    with session.graph() as graph:
        load_demo(session, graph)
        publish_revision(graph, session.translate(Text("the demo")), session.translate(Text("The demo's first revision")))
        pdf = build_revision_document(graph, None, session.language)
        contents = read_contents(graph)
    today = date.today().isoformat()
    for name, data in (
        ("karta.html", render_map_file(contents, today, session.language).encode()),
        ("karta.svg", draw_map(contents, today, session.language).encode()),
        ("landskap.pdf", pdf),
    ):
        with write_atomically(out / name) as unfinished:
            unfinished.write_bytes(data)
    with write_atomically(out / "landskap.graphml") as unfinished:
        write_graphml(contents, unfinished)
    session.say(Text("Wrote the map, its picture, the document and the graph to {folder}", folder=out.resolve()))


def load_demo(session: Session, graph: Graph) -> None:
    """Load both seeds, say which one is invented, and print the most telling findings."""
    for name, what in (
        (SORMLAND, Text("Sörmland's landscape, as its source tells it")),
        (EXAMPLE, Text("invented examples, marked as such wherever they show")),
    ):
        reading = read_folder(find_seed(name))
        changes = load_plan(graph, reading, session.translate(Text("the demo")), session.translate(what))
        state = Text("loaded") if changes else Text("already there")
        session.say(Text("{what}: {n} records, {state}", what=what, n=sum(1 for _ in reading.records), state=state))
    session.say(JoinedText(format_count(label, n) for label, n in count_records(graph).items()))
    for finding in find_highlights(graph):
        session.say(format_finding(finding))


def find_highlights(graph: Graph) -> list[ProvenSentence]:
    """Return today's first sentence of each question: the longest stall, an actor without a seat, and on whom most hangs."""
    today = date.today().isoformat()
    candidates = [
        next(iter(find_stalled(graph, StallsQuestion(on=today)).findings), None),
        next(iter(find_unrepresented(graph, UnrepresentedQuestion(on=today)).findings), None),
        find_most_hanging(graph, today),
    ]
    return [finding for finding in candidates if finding]


def delete_demo(folder: Path) -> None:
    """Stop the demo's server and delete its graph."""
    if folder.is_dir():
        stop_server(folder)
        shutil.rmtree(folder)


def find_seed(name: str) -> Path:
    """Return the folder of the seed `name`. Raises InputError if this installation has none.

    It is beside the packages in a checkout, within `api` in an installed wheel.
    """
    here = Path(__file__).parent.parent
    for folder in (here / "seed" / name, here.parent / "seed" / name):
        if folder.is_dir():
            return folder
    raise InputError(Text("this installation has no seed '{name}'", name=name), ())
