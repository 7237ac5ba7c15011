"""`landskap map`, `document`, `export`, `revisions`: what is drawn, issued and handed on."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
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


@app.command(
    help=_("Write the whole landscape: as a workbook, a folder of CSV files or JSON, which load again, or as GraphML or GEXF.")
)
def export(
    context: typer.Context,
    out: Annotated[
        Path, typer.Argument(metavar="FILE|FOLDER", help=_("FILE.xlsx, FOLDER, FILE.json, FILE.graphml or FILE.gexf"))
    ],
    overwrite: Annotated[bool, typer.Option("--overwrite", help=_("Write over what is there."))] = False,
) -> None:
    """Export the landscape."""
    from api.progress import telling
    from loaders.exporting import FORMATS
    from loaders.exporting import export as write_landscape

    session: Session = context.obj
    write = _writer(out, FORMATS)
    if not overwrite:
        _refuse_to_overwrite(out)
    with session.graph() as graph, _whole(out) as unfinished, telling(session.language) as tell:
        write_landscape(graph, unfinished, write, session.language, tell)
    session.say(Text("Wrote {file}", file=out))


@app.command(help=_("Write an empty workbook to begin with, with a drop-down, a comment and an example where they help."))
def template(context: typer.Context, out: Annotated[Path, typer.Argument(metavar="FILE", help=_("FILE.xlsx"))]) -> None:
    """Write the template."""
    from loaders.workbook_writing import write_template

    session: Session = context.obj
    write = _writer(out, {".xlsx": write_template})
    _refuse_to_overwrite(out)
    with _whole(out) as unfinished:
        write(unfinished, session.language)
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


def _writer(out: Path, by_ending: Mapping[str, F]) -> F:
    """What writes a file of that ending. Raises InputError for another, or for a folder that is not there."""
    if out.suffix.lower() not in by_ending:
        endings = ", ".join(filter(None, by_ending))
        raise InputError(Text("a file that ends with {endings} is what can be written here", endings=endings), ())
    if not out.resolve().parent.is_dir():
        raise InputError(Text("there is no folder {folder}", folder=out.resolve().parent), ())
    return by_ending[out.suffix.lower()]


def _refuse_to_overwrite(out: Path) -> None:
    """Raise InputError when there is something already: it may hold what somebody has typed."""
    if out.exists() and not (out.is_dir() and not any(out.iterdir())):
        raise InputError(Text("there is already something called {file}", file=out), (), Text("Choose another name."))


@contextmanager
def _whole(out: Path) -> Iterator[Path]:
    """A name beside `out` to write to, which takes its place when all is written; a folder is written as it stands."""
    unfinished = out if not out.suffix else out.with_name(f".{out.name}.unfinished")
    try:
        yield unfinished
        unfinished.replace(out)
    except OSError as error:
        raise InputError(Text("{file} cannot be written: {error}", file=out, error=error.strerror), ()) from error
    finally:
        if unfinished != out:
            unfinished.unlink(missing_ok=True)


def _write(session: Session, out: Path, data: bytes) -> None:
    try:
        out.write_bytes(data)
    except OSError as error:
        raise InputError(Text("{file} cannot be written: {error}", file=out, error=error.strerror), ()) from error
    session.say(Text("Wrote {file}", file=out))
