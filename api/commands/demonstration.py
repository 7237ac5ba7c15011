"""The demo: Sörmland's landscape and invented examples in a graph of their own, what it shows in sentences, and its map."""

import shutil
from datetime import date
from pathlib import Path

from api.commands.issuing import document_of
from api.commands.seeds import EXAMPLE, SORMLAND, seed
from api.terminal.answers import told
from api.terminal.files import whole
from api.terminal.session import Session
from api.web.serving import serve
from loaders.plan.loading import load
from loaders.text_files.csv_folder import read_folder
from loaders.text_files.graph_files import write_graphml
from model.findings import Finding
from model.language import Joined, Text
from model.text.describe import numbered
from queries.archive.publishing import publish
from queries.landscape.registers import counts, read_contents
from queries.questions.decisions import stalls
from queries.questions.flows import busiest
from queries.questions.representation import unrepresented
from queries.server.graph import Graph
from queries.server.local_server import stop
from viz.draw.picture import map_svg
from viz.web.page import map_file


def show(session: Session, port: int) -> None:
    """Load, tell, and serve the map until Ctrl-C."""
    with session.graph() as graph:
        tell(session, graph)
    serve(session, port, browser=True)


def write_once(session: Session, out: Path) -> None:
    """Load, tell, and write map, picture, document and graph to the folder `out`."""
    out.mkdir(parents=True, exist_ok=True)
    with session.graph() as graph:
        tell(session, graph)
        publish(graph, session.words(Text("the demo")), session.words(Text("The demo's first revision")))
        pdf = document_of(graph, None, session.language)
        contents = read_contents(graph)
    today = date.today().isoformat()
    for name, data in (
        ("karta.html", map_file(contents, today, session.language).encode()),
        ("karta.svg", map_svg(contents, today, session.language).encode()),
        ("landskap.pdf", pdf),
    ):
        with whole(out / name) as unfinished:
            unfinished.write_bytes(data)
    with whole(out / "landskap.graphml") as unfinished:
        write_graphml(contents, unfinished)
    session.say(Text("Wrote the map, its picture, the document and the graph to {folder}", folder=out.resolve()))


def tell(session: Session, graph: Graph) -> None:
    """Load both seeds, say which is which, and the most telling findings."""
    for name, what in (
        (SORMLAND, Text("Sörmland's landscape, as its source tells it")),
        (EXAMPLE, Text("invented examples, marked as such wherever they show")),
    ):
        reading = read_folder(seed(name))
        changes = load(graph, reading, session.words(Text("the demo")), session.words(what))
        state = Text("loaded") if changes else Text("was there already")
        session.say(Text("{what}: {n} records, {state}", what=what, n=sum(1 for _ in reading.records), state=state))
    session.say(Joined(numbered(label, n) for label, n in counts(graph).items()))
    for finding in telling(graph):
        session.say(told(finding))


def telling(graph: Graph) -> list[Finding]:
    """The most telling finding of each question today: the longest stall, somebody without a seat, the busiest party."""
    today = date.today().isoformat()
    candidates = [
        next(iter(stalls(graph, today).findings), None),
        next(iter(unrepresented(graph, today).findings), None),
        busiest(graph, today),
    ]
    return [finding for finding in candidates if finding]


def throw_away(folder: Path) -> None:
    """Take the demo's graph away; its server is stopped first."""
    if folder.is_dir():
        stop(folder)
        shutil.rmtree(folder)
