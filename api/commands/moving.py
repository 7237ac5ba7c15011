"""`landskap copy`, `checkout`, `backup`, `restore`: a whole landscape with its journal and revisions, carried elsewhere."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.terminal.options import JsonOption
from api.terminal.session import Session, print_json
from model.errors import InputError
from model.language import JoinedText, PluralText, Text, _

if TYPE_CHECKING:
    from model.history.integrity import IntegrityTally
    from queries.server.address import Address
    from queries.server.graph import Graph

app = typer.Typer()
FromArgument = Annotated[str, typer.Argument(metavar=_("FROM"), help=_("The folder or URL of the landscape."))]
ToArgument = Annotated[str, typer.Argument(metavar=_("TO"), help=_("The folder or URL to copy it to."))]
FileArgument = Annotated[Path, typer.Argument(metavar=_("FILE"), help=_("The file of the backup, FILE.zip"))]


@app.command(help=_("Copy the whole landscape with its journal and revisions into an empty folder or Neo4j database."))
def copy(context: typer.Context, from_: FromArgument, to: ToArgument, as_json: JsonOption = False) -> None:
    """Copy a landscape from one graph to another."""
    from api.terminal.progress import show_progress
    from queries.archive.archive import GraphArchive
    from queries.archive.install import install_archive
    from queries.server.address import FROM_PREFIX, parse_address
    from queries.server.settings import PREFIX

    session: Session = context.obj
    begun = time.monotonic()
    with (
        _open_source(session, parse_address(from_, (FROM_PREFIX, PREFIX))) as source,
        _open_target(session, parse_address(to)) as target,
    ):
        with show_progress(session.language) as tell:
            tally = install_archive(target, GraphArchive(source), tell)
        _report(session, tally, (source.where, target.where), begun, as_json)


@app.command(help=_("Write a revision into an empty folder or Neo4j database, where every question is answered as then."))
def checkout(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="N", min=1, help=_("The number of a published revision."))],
    to: Annotated[str, typer.Option("--to", metavar=_("GRAPH"), help=_("The empty folder or URL to write it to."))],
    as_json: JsonOption = False,
) -> None:
    """Take a revision out into a graph of its own."""
    from api.terminal.progress import show_progress
    from queries.archive.checkout import check_out_revision
    from queries.archive.publishing import find_revision
    from queries.server.address import parse_address

    session: Session = context.obj
    begun = time.monotonic()
    with _open_source(session, parse_address(session.address)) as source:
        find_revision(source, number)
        with _open_target(session, parse_address(to)) as target:
            with show_progress(session.language) as tell:
                tally = check_out_revision(source, number, target, tell)
            _report(session, tally, (source.where, target.where), begun, as_json)


@app.command(help=_("Write the whole landscape with its journal and revisions to one new file, which any computer can read."))
def backup(context: typer.Context, file: FileArgument, as_json: JsonOption = False) -> None:
    """Back up the landscape."""
    from api.terminal.progress import show_progress
    from loaders.backup.writer import write_backup
    from queries.archive.archive import GraphArchive
    from queries.server.address import parse_address

    session: Session = context.obj
    begun = time.monotonic()
    with _open_source(session, parse_address(session.address)) as source, show_progress(session.language) as tell:
        tally = write_backup(GraphArchive(source), file, tell)
    _report(session, tally, (source.where, str(file)), begun, as_json)


@app.command(help=_("Write a backup into an empty folder or Neo4j database (--graph), after it has been checked."))
def restore(context: typer.Context, file: FileArgument, as_json: JsonOption = False) -> None:
    """Restore a backup."""
    from api.terminal.progress import show_progress
    from loaders.backup.reader import open_backup
    from queries.archive.install import install_archive
    from queries.server.address import parse_address

    session: Session = context.obj
    begun = time.monotonic()
    address = parse_address(session.address)
    with show_progress(session.language) as tell, open_backup(file, tell) as archive, _open_target(session, address) as target:
        tally = install_archive(target, archive, tell)
    _report(session, tally, (str(file), target.where), begun, as_json)


@contextmanager
def _open_source(session: Session, address: "Address") -> Iterator["Graph"]:
    """Give the graph to read. Raises InputError if there is no landscape; none is made."""
    from queries.server.address import LocalAddress

    if isinstance(address, LocalAddress) and not address.folder.is_dir():
        raise InputError(Text("there is no folder {folder}", folder=address.folder), ())
    with session.open_graph(address) as graph:
        if not any(row["number"] or row["unfinished"] for row in graph.read("changes/head").rows):
            raise InputError(Text("{where} holds no landscape", where=graph.where), ())
        session.prepare(graph)
        yield graph


@contextmanager
def _open_target(session: Session, address: "Address") -> Iterator["Graph"]:
    """Give the graph to write, also if a whole landscape was begun there and not finished."""
    with session.open_graph(address) as graph:
        session.prepare(graph, unfinished=True)
        yield graph


def _report(session: Session, tally: "IntegrityTally", places: tuple[str, str], begun: float, as_json: bool) -> None:
    """Print what was written, from where to where, and the checksums that show that both are the same."""
    seconds = round(time.monotonic() - begun, 1)
    if as_json:
        found = {"from": places[0], "to": places[1], "records": dict(tally.records), "changes": tally.changes}
        fingerprints = dict.fromkeys(("from", "to"), tally.fingerprint)
        print_json({**found, "revisions": tally.revisions, "hash": tally.hash, "fingerprint": fingerprints, "seconds": seconds})
        return
    counted = JoinedText((
        PluralText("{n} record", "{n} records", n=tally.records.total()),
        PluralText("{n} change", "{n} changes", n=tally.changes),
        PluralText("{n} revision", "{n} revisions", n=tally.revisions),
    ))  # fmt: skip
    session.say(Text("Written: {what}, in {seconds} seconds.", what=counted, seconds=seconds))
    for place in places:
        session.say(Text("Checksum of all records in {where}: {checksum}", where=place, checksum=tally.fingerprint))
    session.say(
        Text("(It shows that both hold the same records. The fingerprint of a revision differs: it is of the frozen landscape.)")
    )
    session.say(Text("The journal ends with change {number}, {hash}", number=tally.changes, hash=tally.hash))
