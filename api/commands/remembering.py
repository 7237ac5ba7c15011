"""`landskap history`, `show`, `undo`, `verify`: what the journal remembers, and what it makes undone."""

from typing import TYPE_CHECKING, Annotated

import typer

from api.terminal.options import Details, Json, On, OnlyPlan, Why, Yes, _
from api.terminal.session import Session, day, print_json
from model.errors import NotUnderstood
from model.language import Text

if TYPE_CHECKING:
    from model.changes.operations import ChangeSet
    from queries.server.graph import Graph

app = typer.Typer()
MOST_SHOWN = 20
Id = Annotated[str, typer.Argument(metavar="ID", help=_("The record's id, or type:id; a party's name will do."))]


@app.command(help=_("What changed, when, why and in whose name: of everything, or of one party, decision or other record."))
def history(
    context: typer.Context,
    what: Annotated[
        str | None, typer.Argument(metavar="ID", help=_("An id, also of what is gone, type:id, or a party's name."))
    ] = None,
    most: Annotated[int, typer.Option("--most", metavar="N", min=1, max=999, help=_("The newest N changes."))] = MOST_SHOWN,
    after: Annotated[
        str | None, typer.Option("--after", metavar=_("CHANGE|DATE"), help=_("Only changes after this one, or after this day."))
    ] = None,
    before: Annotated[
        str | None,
        typer.Option("--before", metavar=_("CHANGE|DATE"), help=_("Only changes before this one, or before this day.")),
    ] = None,
    as_json: Json = False,
) -> None:
    """Tell what the landscape or a record has been through."""
    from api.terminal.history_output import history_document, print_history
    from queries.journal.search import find_key
    from queries.memory.history import history, history_of, number_after, number_before

    session: Session = context.obj
    with session.landscape() as graph:
        since, until = number_after(graph, after), number_before(graph, before)
        key = find_key(graph, what) if what else None
        found = history_of(graph, key, most, since, until) if key else history(graph, most, since, until)
    if as_json:
        asked = {"id": key and key[1], "type": key and key[0], "most": most, "after": since, "before": before}
        print_json(history_document(found, asked))
    else:
        print_history(session, found)


@app.command(help=_("One record with its relations: what was true on a day, and what was known of it by another."))
def show(
    context: typer.Context,
    id_: Id,
    on: On = None,
    as_known_on: Annotated[
        str | None,
        typer.Option("--as-known-on", metavar=_("DATE"), help=_("As it was known by the end of this day; now unless given.")),
    ] = None,
    as_json: Json = False,
) -> None:
    """Show a record."""
    from api.terminal.history_output import print_known
    from queries.journal.search import find_key
    from queries.memory.as_of import known

    session: Session = context.obj
    with session.landscape() as graph:
        found = known(graph, find_key(graph, id_), day(on), day(as_known_on) if as_known_on else None)
    if as_json:
        print_json(found.as_json())
    else:
        print_known(session, found)


@app.command(help=_("Undo a change by a new one: shows what that does, and asks. An undoing can be undone too."))
def undo(
    context: typer.Context,
    change: Annotated[str, typer.Argument(metavar=_("CHANGE"), help=_("The change's number, as in landskap history."))],
    yes: Yes = False,
    only_plan: OnlyPlan = False,
    details: Details = False,
    as_json: Json = False,
    why: Why = "",
) -> None:
    """Undo a change."""
    from api.terminal.confirmation import Wishes, settled, way_back
    from api.terminal.plans import Proposal
    from api.terminal.progress import telling
    from queries.landscape.graph_records import LiveRecords
    from queries.memory.undoing import planned
    from queries.memory.undoing import undo as write

    session, wishes = context.obj, Wishes(yes, only_plan, details, as_json)
    number = _change(change)
    with session.landscape() as graph:
        with telling(session.language) as tell:
            live = LiveRecords(graph, tell)
            proposal = Proposal.of(planned(graph, number, live), live)
        reason = why or session.words(_why(graph, number))
        asked = {"question": "undo", "parameters": {"change": number}}

        def do() -> "ChangeSet | None":
            who = session.author()
            with telling(session.language) as tell:
                return write(graph, number, who, reason, tell, wishes.shown(proposal))

        changes = settled(session, proposal, do, wishes, asked)
    if changes and not as_json:
        by = {"number": changes.number, "who": changes.reason.who}
        session.say(Text("Change {undone} is undone by change {number} in the name of {who}.", undone=number, **by))
        session.say(way_back(changes))


@app.command(help=_("Hold the landscape against its journal: every hash, every record, every revision."))
def verify(context: typer.Context, as_json: Json = False) -> None:
    """Verify the landscape."""
    from api.terminal.history_output import print_verdict
    from api.terminal.progress import telling
    from queries.archive.verify import verify as go_through

    session: Session = context.obj
    with session.landscape() as graph, telling(session.language) as tell:
        verdict = go_through(graph, tell)
    if as_json:
        print_json(verdict.as_json())
    else:
        print_verdict(session, verdict)
    if not verdict.sound:
        raise typer.Exit(1)


def _why(graph: "Graph", number: int) -> Text:
    """Why a change is undone, unless somebody says: that it is, or of an undoing that what it undid is had back."""
    from queries.memory.undoing import entry

    row, back = entry(graph, number), False
    while row["undoes"]:
        row, back = entry(graph, row["undoes"]), not back
    return Text("had back: {why}", why=row["why"]) if back else Text("undone: {why}", why=row["why"])


def _change(said: str) -> int:
    """The number of a change as somebody writes it. Raises NotUnderstood."""
    from queries.memory.history import number_of

    if (number := number_of(said)) is None:
        raise NotUnderstood(Text("'{said}' is no change", said=said), (), Text("Write a change as 7; see landskap history."))
    return number
