"""`landskap feeds`, `stalls`, `unrepresented`, `parties`: the questions, as tables or as JSON."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from api.terminal.options import AfterOption, ExistingOption, JsonOption, MostOption, OnOption, _
from api.terminal.session import Session, parse_day, print_json
from model.findings import Answer

if TYPE_CHECKING:
    from queries.server.graph import Graph

app = typer.Typer()
MOST_STALE_ROWS = 100
"""Rows of a page of what is stale, unless told."""


@app.command(help=_("Who feeds a party, and whom it feeds: at which distance, by which chain of flows."))
def feeds(
    context: typer.Context,
    party: Annotated[str, typer.Argument(metavar=_("PARTY"), help=_("An id, a name or an alias."))],
    up: Annotated[bool, typer.Option("--up", help=_("Only who feeds it."))] = False,
    down: Annotated[bool, typer.Option("--down", help=_("Only whom it feeds."))] = False,
    hops: Annotated[int, typer.Option("--hops", metavar="N", min=1, max=10, help=_("The longest chain."))] = 2,
    kind: Annotated[
        list[str] | None,
        typer.Option(
            "--kind", metavar=_("KIND"), help=_("Only flows of this kind: demand, delivery, support, order or information.")
        ),
    ] = None,
    existing: ExistingOption = False,
    most: MostOption = None,
    after: AfterOption = None,
    on: OnOption = None,
    as_json: JsonOption = False,
) -> None:
    """Ask who feeds whom."""
    from model.vocabulary.record import standings_of
    from queries.questions.flows import answer_feeds

    session, chosen = context.obj, standings_of(existing)
    direction: Literal["up", "down", "both"] = "both" if up == down else "up" if up else "down"
    with session.landscape() as graph:
        answer = answer_feeds(
            graph, party, parse_day(on), chosen, direction=direction, hops=hops, kinds=kind or (), most=most, after=after
        )
        _print_answer(session, graph, answer, as_json)


@app.command(help=_("Which assignments stand still: at which step, since when, and what they are overdue against."))
def stalls(
    context: typer.Context,
    forum: Annotated[
        str | None, typer.Option("--forum", metavar=_("PARTY"), help=_("Only what this forum or actor decided."))
    ] = None,
    addressee: Annotated[
        str | None, typer.Option("--addressee", metavar=_("PARTY"), help=_("Only what is addressed to this party."))
    ] = None,
    area: Annotated[
        str | None, typer.Option("--area", metavar=_("AREA"), help=_("Only what the forums of this area decided."))
    ] = None,
    most: MostOption = None,
    after: AfterOption = None,
    on: OnOption = None,
    as_json: JsonOption = False,
) -> None:
    """Ask where decisions stall."""
    from queries.questions.decisions import answer_stalled

    session: Session = context.obj
    with session.landscape() as graph:
        answer = answer_stalled(graph, parse_day(on), most=most, after=after, forum=forum, addressee=addressee, area=area)
        _print_answer(session, graph, answer, as_json)


@app.command(
    help=_(
        "Which actors lack representation, per area and level: directly, through a network, as deputy, not at all, or unknown."
    )
)
def unrepresented(
    context: typer.Context,
    area: Annotated[str | None, typer.Option("--area", metavar=_("AREA"), help=_("Only this area."))] = None,
    level: Annotated[str | None, typer.Option("--level", metavar=_("LEVEL"), help=_("Only this level."))] = None,
    actor: Annotated[str | None, typer.Option("--actor", metavar=_("ACTOR"), help=_("Only this actor."))] = None,
    most: MostOption = None,
    after: AfterOption = None,
    existing: ExistingOption = False,
    on: OnOption = None,
    as_json: JsonOption = False,
) -> None:
    """Ask who has no seat."""
    from model.vocabulary.record import standings_of
    from queries.questions.representation import answer_unrepresented

    session: Session = context.obj
    with session.landscape() as graph:
        answer = answer_unrepresented(
            graph, parse_day(on), standings_of(existing), most=most, after=after, area=area, level=level, actor=actor
        )
        _print_answer(session, graph, answer, as_json)


@app.command(help=_("What nobody has changed or confirmed for a set time, with the day when somebody last did."))
def stale(
    context: typer.Context,
    days: Annotated[int, typer.Option("--days", metavar="N", min=0, max=100_000, help=_("For so many days."))] = 365,
    source: Annotated[str | None, typer.Option("--source", metavar="ID", help=_("Only what this source says."))] = None,
    most: Annotated[int, typer.Option("--most", metavar="N", min=1, max=10_000, help=_("A page of N rows."))] = MOST_STALE_ROWS,
    after: AfterOption = None,
    as_json: JsonOption = False,
) -> None:
    """Ask what nobody vouches for any longer."""
    from api.terminal.history_output import print_stale, serialize_stale
    from api.terminal.progress import show_progress
    from queries.memory.staleness import find_stale as ask
    from queries.server.paging import parse_page

    session: Session = context.obj
    with session.landscape() as graph, show_progress(session.language) as tell:
        found = ask(graph, parse_day(None), days, parse_page(most, after), source, tell)
    if as_json:
        print_json(serialize_stale(found, {"days": days, "source": source, "most": most, "after": after}))
    else:
        print_stale(session, found)


@app.command(help=_("All actors, forums and functions, with the names they are found by."))
def parties(context: typer.Context, most: MostOption = None, after: AfterOption = None, as_json: JsonOption = False) -> None:
    """List the parties."""
    from api.terminal.answers import print_parties, serialize_parties
    from queries.landscape.parties import read_party_page
    from queries.server.paging import parse_page

    session: Session = context.obj
    page = parse_page(most, after)
    with session.landscape() as graph:
        rows, next_ = read_party_page(graph, page)
    if as_json:
        print_json(serialize_parties(rows, next_, page))
    else:
        print_parties(session, rows, next_)


def _print_answer(session: Session, graph: "Graph", answer: Answer, as_json: bool) -> None:
    if as_json:
        print_json(answer.as_json())
        return
    from api.terminal.answers import find_shown_ids, print_answer
    from queries.landscape.parties import read_short_names

    print_answer(session, answer, read_short_names(graph, sorted(find_shown_ids(answer))))
