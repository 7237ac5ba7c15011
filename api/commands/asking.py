"""The questions, as tables or as JSON: a command for each, of the same name as the question.

Imported when one of them is asked; until then ABOUTS says what each asks.
"""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Protocol, TypeVar

import typer

from api.commands import following
from api.commands.showing import OverwriteOption
from api.terminal.files import prepare_file
from api.terminal.options import JsonOption
from api.terminal.question_options import take_options_of
from api.terminal.session import Session, parse_day, print_json
from model.language import Text, _
from queries.questions.parameters import (
    BreaksQuestion,
    BrokersQuestion,
    ChainsQuestion,
    DeadEndsQuestion,
    DurationsQuestion,
    ExplainQuestion,
    FeedsQuestion,
    FindingsQuestion,
    MatrixQuestion,
    MeetingsQuestion,
    MeetsQuestion,
    MendQuestion,
    OverlapsQuestion,
    PartiesQuestion,
    ReceivesQuestion,
    SeatRulesQuestion,
    SharesQuestion,
    StaleQuestion,
    StallsQuestion,
    TodayQuestion,
    UnrepresentedQuestion,
    WithoutQuestion,
    page_of,
)

if TYPE_CHECKING:
    from model.findings import Answer
    from queries.server.graph import Graph


class _Document(Protocol):
    """What can be printed as one JSON document."""

    def as_json(self) -> dict[str, Any]:
        """Return plain JSON values."""


_Found = TypeVar("_Found", bound=_Document)
app = typer.Typer(rich_markup_mode=None)
app.add_typer(following.app)


@app.command()
@take_options_of(FeedsQuestion)
def feeds(context: typer.Context, question: FeedsQuestion, as_json: JsonOption = False) -> None:
    """Ask who feeds whom."""
    from api.printing.feeds_output import print_feeds
    from api.printing.ways_output import print_ways
    from queries.flows.ways import answer_feeds
    from queries.landscape.parties import read_short_names

    session: Session = context.obj
    with session.open_landscape() as graph:
        answer = answer_feeds(graph, question)
        names = read_short_names(graph, sorted({id_ for row in answer.rows for id_ in row.get("through", ())}))
    if as_json:
        print_json(answer.as_json())
    elif question.to is None:
        print_feeds(session, answer, names)
    else:
        print_ways(session, answer)


@app.command()
@take_options_of(ReceivesQuestion)
def receives(context: typer.Context, question: ReceivesQuestion, as_json: JsonOption = False) -> None:
    """Ask what reaches a place or a party."""
    from api.printing.receives_output import print_receives
    from queries.flows.receives import answer_receives

    _ask(context.obj, partial(answer_receives, question=question), print_receives, as_json)


@app.command()
@take_options_of(WithoutQuestion)
def without(context: typer.Context, question: WithoutQuestion, as_json: JsonOption = False) -> None:
    """Ask what breaks without a party, or on whom a place hangs."""
    from api.printing.losses_output import print_losses
    from queries.flows.without import answer_without

    _ask(context.obj, partial(answer_without, question=question), print_losses, as_json)


@app.command("dead-ends")
@take_options_of(DeadEndsQuestion)
def tell_dead_ends(context: typer.Context, question: DeadEndsQuestion, as_json: JsonOption = False) -> None:
    """Ask where flows end."""
    from api.printing.dead_ends_output import print_dead_ends
    from queries.findings.dead_end_rules import answer_dead_ends

    _ask(context.obj, partial(answer_dead_ends, question=question), print_dead_ends, as_json)


@app.command()
@take_options_of(ChainsQuestion)
def chains(context: typer.Context, question: ChainsQuestion, as_json: JsonOption = False) -> None:
    """Ask which chain rules hold."""
    from api.printing.chains_output import print_chains
    from queries.flows.chains import answer_chains

    _ask(context.obj, partial(answer_chains, question=question), print_chains, as_json)


@app.command()
@take_options_of(BrokersQuestion)
def brokers(context: typer.Context, question: BrokersQuestion, as_json: JsonOption = False) -> None:
    """Ask who stands between whom."""
    from api.printing.brokers_output import print_brokers
    from queries.flows.brokers import answer_brokers

    _ask(context.obj, partial(answer_brokers, question=question), print_brokers, as_json)


@app.command()
@take_options_of(MeetsQuestion)
def meets(context: typer.Context, question: MeetsQuestion, as_json: JsonOption = False) -> None:
    """Ask who sits with a party."""
    from api.printing.brokers_output import print_meets
    from queries.flows.meets import answer_meets

    _ask(context.obj, partial(answer_meets, question=question), print_meets, as_json)


@app.command()
@take_options_of(DurationsQuestion)
def durations(context: typer.Context, question: DurationsQuestion, as_json: JsonOption = False) -> None:
    """Ask how long things take."""
    from api.terminal.answering.durations_output import print_durations
    from queries.questions.durations import answer_durations

    _ask(context.obj, partial(answer_durations, question=question), print_durations, as_json)


@app.command()
@take_options_of(StallsQuestion)
def stalls(context: typer.Context, question: StallsQuestion, as_json: JsonOption = False) -> None:
    """Ask where decisions stall."""
    from queries.following.stall_groups import answer_stalls

    session: Session = context.obj
    with session.open_landscape() as graph:
        answer = answer_stalls(graph, question)
        if not question.by or as_json:
            _print_answer(session, graph, answer, as_json, _limit_rows(question.most))
            return
    from api.terminal.stall_output import print_stall_groups

    print_stall_groups(session, answer)


@app.command()
@take_options_of(BreaksQuestion)
def breaks(context: typer.Context, question: BreaksQuestion, as_json: JsonOption = False) -> None:
    """Ask where hand-offs break."""
    from api.terminal.stall_output import print_breaks
    from queries.findings.breaks import answer_breaks

    _ask(context.obj, partial(answer_breaks, question=question), print_breaks, as_json)


@app.command()
@take_options_of(MeetingsQuestion)
def meetings(context: typer.Context, question: MeetingsQuestion, as_json: JsonOption = False) -> None:
    """Ask for meetings and their decisions."""
    from queries.questions.meetings import answer_meetings

    _ask_for_table(context.obj, partial(answer_meetings, question=question), as_json)


@app.command()
@take_options_of(UnrepresentedQuestion)
def unrepresented(context: typer.Context, question: UnrepresentedQuestion, as_json: JsonOption = False) -> None:
    """Ask who has no seat."""
    from queries.representation.unrepresented import answer_unrepresented

    _ask_for_table(context.obj, partial(answer_unrepresented, question=question), as_json)


@app.command()
@take_options_of(MendQuestion)
def mend(
    context: typer.Context,
    question: MendQuestion,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar=_("FILE"), help=_("Write the proposal to FILE.json, which landskap load reads.")),
    ] = None,
    overwrite: OverwriteOption = False,
    as_json: JsonOption = False,
) -> None:
    """Propose what would give actors a voice."""
    from api.terminal.answering.mending_output import print_mending
    from loaders.reports.mending_proposal import name_proposal, write_proposal
    from queries.representation.mending import answer_mend

    session: Session = context.obj
    write = prepare_file(out, {".json": write_proposal}, overwrite) if out else None
    with session.open_landscape() as graph:
        answer = answer_mend(graph, question)
    if write and answer.findings:
        write(answer)
    if as_json:
        print_json(answer.as_json())
        return
    print_mending(session, answer)
    if out and not answer.findings:
        session.say()
        session.say(Text("There is nothing to propose, so no file was written."))
    elif out:
        session.say()
        load = f"landskap load {out} --source {name_proposal(answer)} --plan"
        session.say(
            Text("Wrote {file}: a proposal that nobody has agreed to. See what it would change: {load}", file=out, load=load)
        )


@app.command()
@take_options_of(MatrixQuestion)
def matrix(
    context: typer.Context,
    question: MatrixQuestion,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar=_("FILE"), help=_("Write the state of each actor to FILE.xlsx or FILE.csv.")),
    ] = None,
    overwrite: OverwriteOption = False,
    as_json: JsonOption = False,
) -> None:
    """Count who is represented, and how."""
    from api.terminal.answering.matrix_output import collect_matrix_ids, print_matrix
    from queries.landscape.parties import read_short_names
    from queries.representation.matrix import answer_matrix

    session: Session = context.obj
    write = None
    if out:
        from loaders.reports.matrix_csv import write_matrix_csv
        from loaders.reports.matrix_workbook import write_matrix_workbook

        write = prepare_file(out, {".xlsx": write_matrix_workbook, ".csv": write_matrix_csv}, overwrite)
    with session.open_landscape() as graph:
        answer = answer_matrix(graph, question.model_copy(update={"cells": True, "outside": True}) if out else question)
        names = read_short_names(graph, sorted(collect_matrix_ids(answer)))
    if write:
        write(answer, names, session.language)
    if as_json:
        print_json(answer.as_json())
        return
    print_matrix(session, answer, names, question)
    if out:
        session.say()
        session.say(Text("Wrote {file}: the state of each actor, and what it rests on.", file=out))


@app.command()
@take_options_of(SharesQuestion)
def shares(context: typer.Context, question: SharesQuestion, as_json: JsonOption = False) -> None:
    """Ask for shares of seats."""
    from api.terminal.answering.shares_output import print_shares
    from queries.representation.shares import answer_shares

    _ask(context.obj, partial(answer_shares, question=question), print_shares, as_json)


@app.command()
@take_options_of(OverlapsQuestion)
def overlaps(context: typer.Context, question: OverlapsQuestion, as_json: JsonOption = False) -> None:
    """Ask how the work of forums is spread."""
    from api.terminal.answering.overlaps_output import print_overlaps
    from queries.representation.spread import answer_overlaps

    _ask(context.obj, partial(answer_overlaps, question=question), print_overlaps, as_json)


@app.command("seat-rules")
@take_options_of(SeatRulesQuestion)
def check_rules(context: typer.Context, question: SeatRulesQuestion, as_json: JsonOption = False) -> None:
    """Ask which seat rules are met."""
    from queries.representation.seat_rules import answer_seat_rules

    _ask_for_table(context.obj, partial(answer_seat_rules, question=question), as_json, _limit_rows(question.most))


@app.command()
@take_options_of(FindingsQuestion)
def findings(context: typer.Context, question: FindingsQuestion, as_json: JsonOption = False) -> None:
    """Ask what the rules find."""
    from api.printing.findings_output import print_findings
    from queries.review.answering import answer_findings

    _ask(context.obj, partial(answer_findings, question=question), print_findings, as_json)


@app.command()
@take_options_of(ExplainQuestion)
def explain(context: typer.Context, question: ExplainQuestion, as_json: JsonOption = False) -> None:
    """Explain a finding and run its rule again."""
    from api.printing.explanation_output import print_explanation
    from queries.review.explaining import answer_explain

    _ask(context.obj, partial(answer_explain, question=question), print_explanation, as_json)


@app.command("today")
@take_options_of(TodayQuestion)
def tell_today(context: typer.Context, question: TodayQuestion, as_json: JsonOption = False) -> None:
    """Ask what to look at this morning."""
    from api.printing.briefing_output import print_briefing
    from queries.review.briefing import answer_today

    _ask(context.obj, partial(answer_today, question=question), print_briefing, as_json)


@app.command()
@take_options_of(StaleQuestion)
def stale(context: typer.Context, question: StaleQuestion, as_json: JsonOption = False) -> None:
    """Ask which records nobody has changed or confirmed for some time."""
    from api.terminal.history_output import print_stale, serialize_stale
    from api.terminal.progress import show_progress
    from queries.memory.staleness import find_stale

    session: Session = context.obj
    with session.open_landscape() as graph, show_progress(session.language) as tell:
        found = find_stale(graph, parse_day(None), question, tell)
    if as_json:
        print_json(serialize_stale(found, question.model_dump()))
    else:
        print_stale(session, found)


@app.command()
@take_options_of(PartiesQuestion)
def parties(context: typer.Context, question: PartiesQuestion, as_json: JsonOption = False) -> None:
    """List the parties."""
    from api.terminal.answers import print_parties, serialize_parties
    from queries.landscape.parties import read_party_page

    session, page = context.obj, page_of(question)
    with session.open_landscape() as graph:
        rows, next_ = read_party_page(graph, page)
    if as_json:
        print_json(serialize_parties(rows, next_, page))
    else:
        print_parties(session, rows, next_)


def _ask(session: Session, answer: "Callable[[Graph], _Found]", show: Callable[[Session, _Found], None], as_json: bool) -> None:
    """Print what the landscape answers, as JSON or as `show` does."""
    with session.open_landscape() as graph:
        found = answer(graph)
    if as_json:
        print_json(found.as_json())
    else:
        show(session, found)


def _ask_for_table(session: Session, answer: "Callable[[Graph], Answer]", as_json: bool, most: int | None = None) -> None:
    """Print what the landscape answers, as JSON or as tables, of each the first `most` rows."""
    with session.open_landscape() as graph:
        _print_answer(session, graph, answer(graph), as_json, most)


def _limit_rows(asked: int | None) -> int | None:
    """Return how many rows of each table to print: a screenful, unless a number is asked for or nobody looks at a screen."""
    from api.terminal.answers import MOST_ROWS_ON_SCREEN

    return None if asked or not sys.stdout.isatty() else MOST_ROWS_ON_SCREEN


def _print_answer(session: Session, graph: "Graph", answer: "Answer", as_json: bool, most: int | None = None) -> None:
    if as_json:
        print_json(answer.as_json())
        return
    from api.terminal.answers import find_shown_ids, print_answer
    from queries.landscape.parties import read_short_names

    print_answer(session, answer, read_short_names(graph, sorted(find_shown_ids(answer))), most)
