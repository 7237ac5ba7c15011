"""`landskap demo`, `reset-demo`, `serve`, `status`, `change-password`, `stop`: servers and their state."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from api.terminal import configuration
from api.terminal.options import JsonOption, YesOption
from api.terminal.session import Session, print_json
from model.errors import InputError
from model.language import Text, _

app = typer.Typer()
PortOption = Annotated[
    int, typer.Option("--port", metavar="N", min=1, max=65535, help=_("The first port to try; the next free one is taken."))
]
FIRST_PORT = 8080
HOST_HELP = _("The address to listen on. There is no log-in: use 0.0.0.0 only behind a proxy that has one.")
HostOption = Annotated[str, typer.Option("--host", metavar=_("ADDRESS"), help=HOST_HELP)]
NAMES_HELP = _("A name of the pages besides this computer's own; may be repeated.")
NamesOption = Annotated[list[str] | None, typer.Option("--name", metavar=_("HOST"), help=NAMES_HELP)]

LOG_HELP = _(
    "Add a line of JSON to a file for each request (- is standard output): page, status, time, size; not who asked, nor what for."
)
AccessLogOption = Annotated[Path | None, typer.Option("--access-log", metavar=_("FILE"), help=LOG_HELP)]


@app.command(help=_("Load the Sörmland landscape with its examples, tell what it shows, and open its map."))
def demo(
    context: typer.Context,
    once: Annotated[bool, typer.Option("--once", help=_("Write map, document and graph to a folder, and end."))] = False,
    out: Annotated[Path, typer.Option("--out", metavar=_("FOLDER"), help=_("The folder of --once."))] = Path("landskap-demo"),
    port: PortOption = FIRST_PORT,
) -> None:
    """Run the demo."""
    from api.commands import demonstration

    session: Session = context.obj
    # LANDSKAP_GRAPH is left out: it names the user's own graph, which the demo must not touch.
    session.address = (context.parent and context.parent.params["graph"]) or configuration.demo_graph()
    if once:
        demonstration.write_demo_files(session, out)
    else:
        demonstration.show_demo(session, port)


@app.command("reset-demo", help=_("Begin the demo again with an empty graph."))
def reset_demo(context: typer.Context, yes: YesOption = False) -> None:
    """Delete the demo's graph."""
    from api.commands.demonstration import delete_demo

    session: Session = context.obj
    folder = Path(configuration.demo_graph())
    if not yes and not session.confirm(Text("Delete the demo's graph in {folder}? (yes/no)", folder=folder)):
        return
    delete_demo(folder)
    session.say(Text("The demo begins anew with: landskap demo"))


@app.command(help=_("Serve the landscape's pages until Ctrl-C, only on this computer unless --host says otherwise."))
def serve(
    context: typer.Context,
    port: PortOption = FIRST_PORT,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help=_("Open the map in a browser."))] = True,
    host: HostOption = "127.0.0.1",
    name: NamesOption = None,
    access_log: AccessLogOption = None,
) -> None:
    """Serve the pages."""
    from api.web.serving import serve_pages as run

    run(context.obj, port, browser, host, name or (), access_log)


@app.command(help=_("Where the graph is, and its state."))
def status(context: typer.Context, as_json: JsonOption = False) -> None:
    """Print where the graph is and what it holds."""
    from api.commands.health import describe_health, read_health

    session: Session = context.obj
    found = read_health(session)
    if as_json:
        print_json(found)
    else:
        for line in describe_health(found):
            session.say(line)


@app.command("change-password", help=_("Change the password of the user in Neo4j; a new server asks for it first."))
def change_password(context: typer.Context) -> None:
    """Change a Neo4j password."""
    from queries.server.address import ServerAddress, parse_address
    from queries.server.driver import set_password as change

    session: Session = context.obj
    address = parse_address(session.address)
    if not isinstance(address, ServerAddress):
        raise InputError(Text("a graph on this computer has no password"), (), Text("Name a server: --graph neo4j://…"))
    old = address.password or session.ask_secret(Text("The current password"))
    new = session.ask_secret(Text("The new password"))
    if new != session.ask_secret(Text("The new password again")):
        raise InputError(Text("the two passwords differ; nothing was changed"), ())
    change(replace(address, password=old), new)
    session.say(Text("The password of {user} at {where} is changed.", user=address.user, where=address))
    session.say(Text("Give it to the next command in LANDSKAP_NEO4J_PASSWORD or LANDSKAP_NEO4J_PASSWORD_FILE."))


@app.command(help=_("End the local server; nothing is lost, the next command starts it again."))
def stop(context: typer.Context) -> None:
    """Stop the local server."""
    from queries.server.address import LocalAddress, parse_address
    from queries.server.local_server import stop_server as end

    session: Session = context.obj
    address = parse_address(session.address)
    stopped = isinstance(address, LocalAddress) and end(address.folder)
    session.say(Text("Stopped the local server.") if stopped else Text("No local server was running."))
