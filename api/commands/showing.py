"""`landskap map`, `document`, `export`, `revisions`: what is drawn, issued and handed on."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from api.commands.options import Json, On, _
from api.session import Session, day, print_json
from model.errors import InputError
from model.language import Text

F = TypeVar("F", bound=Callable[..., Any])

app = typer.Typer()
Out = Annotated[Path, typer.Option("--out", metavar="FILE", help=_("The file to write."))]


@app.command("map", help=_("Write the landscape map: FILE.html (one self-contained page) or FILE.svg."))
def map_(context: typer.Context, out: Out, on: On = None) -> None:
    """Write the landscape map."""
    from queries.registers import read_contents
    from viz.page import map_file
    from viz.picture import map_svg

    session: Session = context.obj
    draw = _writer(out, {".html": map_file, ".svg": map_svg})
    with session.graph() as graph:
        contents = read_contents(graph)
    _write(session, out, draw(contents, day(on), session.language).encode())


@app.command(help=_("Write a revision as a formal document (PDF)."))
def document(
    context: typer.Context,
    out: Out,
    number: Annotated[int | None, typer.Option("--revision", metavar="N", help=_("Its number; the latest unless given."))] = None,
) -> None:
    """Write the formal document."""
    from api.issuing import document_of

    session: Session = context.obj
    _writer(out, {".pdf": document_of})
    with session.graph() as graph:
        pdf = document_of(graph, number, session.language)
    _write(session, out, pdf)


@app.command(help=_("Write the whole landscape as GraphML."))
def export(context: typer.Context, out: Annotated[Path, typer.Argument(metavar="FILE", help=_("FILE.graphml"))]) -> None:
    """Export the landscape."""
    from loaders.graphml import write_graphml
    from queries.registers import read_contents

    session: Session = context.obj
    writer = _writer(out, {".graphml": write_graphml})
    with session.graph() as graph:
        writer(read_contents(graph), out)
    session.say(Text("Wrote {file}", file=out))


@app.command(help=_("The published revisions."))
def revisions(context: typer.Context, as_json: Json = False) -> None:
    """List the revisions."""
    from queries.publishing import revisions as published

    session: Session = context.obj
    with session.graph() as graph:
        found = published(graph)
    if as_json:
        print_json({"question": "revisions", "rows": [revision.as_json() | {"hash": revision.hash} for revision in found]})
        return
    for revision in found:
        session.say(f"{revision.number}  {revision.at}  {revision.fingerprint[:16]}  {revision.note}")
    if not found:
        session.say(Text("Nothing has been published yet. Publish with: landskap publish --note TEXT"))


def _writer(out: Path, by_ending: dict[str, F]) -> F:
    """What writes a file of that ending. Raises InputError for another, or for a folder that is not there."""
    if out.suffix.lower() not in by_ending:
        endings = ", ".join(by_ending)
        raise InputError(Text("a file that ends with {endings} is what can be written here", endings=endings), ())
    if not out.resolve().parent.is_dir():
        raise InputError(Text("there is no folder {folder}", folder=out.resolve().parent), ())
    return by_ending[out.suffix.lower()]


def _write(session: Session, out: Path, data: bytes) -> None:
    try:
        out.write_bytes(data)
    except OSError as error:
        raise InputError(Text("{file} cannot be written: {error}", file=out, error=error.strerror), ()) from error
    session.say(Text("Wrote {file}", file=out))
