"""`landskap mapping`: propose what the columns of a decision log are, for a person to correct."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.terminal.session import Session
from model.errors import InputError, cause_of
from model.language import Text, _

if TYPE_CHECKING:
    from loaders.log.words import PartyNames

app = typer.Typer()


@app.command(help=_("Propose what the columns of a decision log are (YAML), for you to correct before: load FILE --mapping."))
def mapping(
    context: typer.Context,
    log: Annotated[Path, typer.Argument(metavar=_("FILE"), help=_("FILE.csv, FILE.xlsx, FILE.xes or FILE.jsonocel"))],
    out: Annotated[
        Path | None, typer.Option("--out", metavar="MAP.yaml", help=_("The file to write; shown unless given."))
    ] = None,
) -> None:
    """Propose a mapping."""
    from loaders.log.mapping_proposal import propose_mapping
    from loaders.log.table import read_log_table
    from loaders.opening import is_own_workbook

    session: Session = context.obj
    if is_own_workbook(log):
        refused = Text("{file} is a workbook of a landscape, and loads without a mapping", file=log.name)
        raise InputError(refused, (), Text("Load it with: landskap load {file}", file=log))
    table = read_log_table(log)
    text = propose_mapping(table, _read_party_names(session), session.language, str(out or "MAP.yaml"))
    if out is None:
        session.say(text.rstrip())
        return
    _write_new(out, text)
    for note in table.notes:
        session.say(note)
    session.say(Text("Wrote {file}", file=out))


def _read_party_names(session: Session) -> "PartyNames":
    """Return the names of the landscape's parties. Without a landscape it makes none and starts no server."""
    from loaders.log.words import PartyNames
    from queries.landscape.parties import read_party_names
    from queries.server.address import LocalAddress, parse_address
    from queries.server.local_folder import LocalFolder

    known, address = PartyNames(), parse_address(session.address)
    if not isinstance(address, LocalAddress) or LocalFolder(address.folder).data.is_dir():
        with session.open_landscape() as graph:
            known.learn_rows(read_party_names(graph))
    return known


def _write_new(out: Path, text: str) -> None:
    """Write a new file. Raises InputError if there is one: somebody may have corrected it."""
    try:
        with out.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise InputError(Text("there is already something called {file}", file=out), (), Text("Choose another name.")) from None
    except OSError as error:
        raise InputError(Text("{file} cannot be written: {error}", file=out, error=cause_of(error)), ()) from error
