"""`landskap map`, `document`, `export`, `template`: files that are made of the landscape."""

from pathlib import Path
from typing import Annotated

import typer

from api.terminal.files import check_writable, find_writer, refuse_to_overwrite, write_atomically
from api.terminal.options import OnOption
from api.terminal.session import Session, parse_day
from model.language import Text, _

app = typer.Typer()
OutOption = Annotated[Path, typer.Option("--out", metavar=_("FILE"), help=_("The file to write."))]
OverwriteOption = Annotated[bool, typer.Option("--overwrite", help=_("Overwrite an existing file."))]


@app.command("map", help=_("Write the landscape map: FILE.html (one self-contained page) or FILE.svg."))
def map_(context: typer.Context, out: OutOption, on: OnOption = None, overwrite: OverwriteOption = False) -> None:
    """Write the landscape map."""
    from queries.landscape.registers import read_contents
    from viz.draw.svg import draw_map
    from viz.web.page import render_map_file

    session: Session = context.obj
    draw = find_writer(out, {".html": render_map_file, ".svg": draw_map})
    check_writable(out, overwrite)
    with session.open_landscape() as graph:
        contents = read_contents(graph)
    _write(session, out, draw(contents, parse_day(on), session.language).encode(), private=True)


@app.command(help=_("Write a revision as a formal document: FILE.pdf, or FILE.html (one accessible page)."))
def document(
    context: typer.Context,
    out: OutOption,
    number: Annotated[int | None, typer.Option("--revision", metavar="N", help=_("Its number; the latest unless given."))] = None,
    overwrite: OverwriteOption = False,
) -> None:
    """Write the formal document."""
    from api.pages.revision_document import build_document, build_html_document, read_revision

    session: Session = context.obj
    build = find_writer(out, {".pdf": build_document, ".html": build_html_document})
    check_writable(out, overwrite)
    with session.open_landscape() as graph:
        read = read_revision(graph, number)
    _write(session, out, build(read, session.language), private=False)


@app.command(
    help=_(
        "Write the whole landscape: as a workbook, a folder of CSV files or JSON, which load again, or as GraphML or GEXF; "
        "or the trail of its decisions as OCEL 2.0, for process-mining tools."
    )
)
def export(
    context: typer.Context,
    out: Annotated[
        Path,
        typer.Argument(
            metavar=_("FILE|FOLDER"), help=_("FILE.xlsx, FOLDER, FILE.json, FILE.graphml, FILE.gexf or FILE.jsonocel")
        ),
    ],
    overwrite: OverwriteOption = False,
) -> None:
    """Export the landscape."""
    from api.terminal.progress import show_progress
    from loaders.exporting import WRITERS
    from loaders.exporting import export_landscape as write_landscape

    session: Session = context.obj
    write = find_writer(out, WRITERS)
    check_writable(out, overwrite)
    with (
        session.open_landscape() as graph,
        write_atomically(out, private=True) as unfinished,
        show_progress(session.language) as tell,
    ):
        write_landscape(graph, unfinished, write, session.language, tell)
    session.say(Text("Wrote {file}", file=out))


@app.command(help=_("Write an empty workbook to begin with, with a drop-down, a comment and an example where they help."))
def template(context: typer.Context, out: Annotated[Path, typer.Argument(metavar=_("FILE"), help=_("FILE.xlsx"))]) -> None:
    """Write the template."""
    from loaders.workbook.writer import write_template

    session: Session = context.obj
    write = find_writer(out, {".xlsx": write_template})
    refuse_to_overwrite(out)
    with write_atomically(out) as unfinished:
        write(unfinished, session.language)
    session.say(Text("Wrote {file}", file=out))


def _write(session: Session, out: Path, data: bytes, private: bool) -> None:
    with write_atomically(out, private) as unfinished:
        unfinished.write_bytes(data)
    session.say(Text("Wrote {file}", file=out))
