"""`landskap map`, `document`, `export`, `revisions`: what is drawn, issued and handed on."""

from pathlib import Path
from typing import Annotated

import typer

from api.terminal.files import refuse_to_overwrite, whole, writer_of
from api.terminal.options import Json, On, _
from api.terminal.session import Session, day, print_json
from model.language import Text

app = typer.Typer()
Out = Annotated[Path, typer.Option("--out", metavar=_("FILE"), help=_("The file to write."))]
Overwrite = Annotated[bool, typer.Option("--overwrite", help=_("Write over what is there."))]


@app.command("map", help=_("Write the landscape map: FILE.html (one self-contained page) or FILE.svg."))
def map_(context: typer.Context, out: Out, on: On = None, overwrite: Overwrite = False) -> None:
    """Write the landscape map."""
    from queries.landscape.registers import read_contents
    from viz.draw.picture import map_svg
    from viz.web.page import map_file

    session: Session = context.obj
    draw = writer_of(out, {".html": map_file, ".svg": map_svg})
    _see_that_it_may_be_written(out, overwrite)
    with session.landscape() as graph:
        contents = read_contents(graph)
    _write(session, out, draw(contents, day(on), session.language).encode(), private=True)


@app.command(help=_("Write a revision as a formal document (PDF)."))
def document(
    context: typer.Context,
    out: Out,
    number: Annotated[int | None, typer.Option("--revision", metavar="N", help=_("Its number; the latest unless given."))] = None,
    overwrite: Overwrite = False,
) -> None:
    """Write the formal document."""
    from api.commands.issuing import document_of

    session: Session = context.obj
    writer_of(out, {".pdf": document_of})
    _see_that_it_may_be_written(out, overwrite)
    with session.landscape() as graph:
        pdf = document_of(graph, number, session.language)
    _write(session, out, pdf, private=False)


@app.command(
    help=_("Write the whole landscape: as a workbook, a folder of CSV files or JSON, which load again, or as GraphML or GEXF.")
)
def export(
    context: typer.Context,
    out: Annotated[
        Path, typer.Argument(metavar=_("FILE|FOLDER"), help=_("FILE.xlsx, FOLDER, FILE.json, FILE.graphml or FILE.gexf"))
    ],
    overwrite: Overwrite = False,
) -> None:
    """Export the landscape."""
    from api.terminal.progress import telling
    from loaders.exporting import FORMATS
    from loaders.exporting import export as write_landscape

    session: Session = context.obj
    write = writer_of(out, FORMATS)
    _see_that_it_may_be_written(out, overwrite)
    with session.landscape() as graph, whole(out, private=True) as unfinished, telling(session.language) as tell:
        write_landscape(graph, unfinished, write, session.language, tell)
    session.say(Text("Wrote {file}", file=out))


@app.command(help=_("Write an empty workbook to begin with, with a drop-down, a comment and an example where they help."))
def template(context: typer.Context, out: Annotated[Path, typer.Argument(metavar=_("FILE"), help=_("FILE.xlsx"))]) -> None:
    """Write the template."""
    from loaders.workbook.writer import write_template

    session: Session = context.obj
    write = writer_of(out, {".xlsx": write_template})
    refuse_to_overwrite(out)
    with whole(out) as unfinished:
        write(unfinished, session.language)
    session.say(Text("Wrote {file}", file=out))


@app.command(help=_("The published revisions."))
def revisions(context: typer.Context, as_json: Json = False) -> None:
    """List the revisions."""
    from model.text.timestamps import minute
    from queries.archive.publishing import revisions as published

    session: Session = context.obj
    with session.landscape() as graph:
        found = published(graph)
    if as_json:
        print_json({"question": "revisions", "rows": [revision.as_json() | {"hash": revision.hash} for revision in found]})
        return
    for revision in found:
        session.say(f"{revision.number}  {minute(revision.at)}  {revision.fingerprint[:16]}  {revision.note}")
    if not found:
        session.say(Text("Nothing has been published yet. Publish with: landskap publish --note TEXT"))


def _see_that_it_may_be_written(out: Path, overwrite: bool) -> None:
    """Raise InputError when there is something already that is not to be written over."""
    if not overwrite:
        refuse_to_overwrite(out, Text("Choose another name, or write over it with --overwrite."))


def _write(session: Session, out: Path, data: bytes, private: bool) -> None:
    with whole(out, private) as unfinished:
        unfinished.write_bytes(data)
    session.say(Text("Wrote {file}", file=out))
