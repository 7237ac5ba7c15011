"""`landskap history`, `show`, `compare`, `undo`, `verify`: the journal, and what it changed."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.terminal.options import DetailsOption, JsonOption, OnOption, PlanOption, WhyOption, YesOption
from api.terminal.session import Session, parse_day, print_json
from model.errors import NotUnderstood
from model.language import Text, _

if TYPE_CHECKING:
    from model.changes.operations import ChangeSet
    from queries.server.graph import Graph

app = typer.Typer()
MOST_CHANGES_SHOWN = 20
IdArgument = Annotated[str, typer.Argument(metavar="ID", help=_("The record's id, or type:id; a party's name will do."))]


@app.command(help=_("What changed, when, why and in whose name: of everything, or of one party, decision or other record."))
def history(
    context: typer.Context,
    what: Annotated[
        str | None, typer.Argument(metavar="ID", help=_("An id (also of a record that is gone), type:id, or a party's name."))
    ] = None,
    most: Annotated[
        int, typer.Option("--most", metavar="N", min=1, max=999, help=_("The newest N changes."))
    ] = MOST_CHANGES_SHOWN,
    after: Annotated[
        str | None, typer.Option("--after", metavar=_("CHANGE|DATE"), help=_("Only changes after this one, or after this day."))
    ] = None,
    before: Annotated[
        str | None,
        typer.Option("--before", metavar=_("CHANGE|DATE"), help=_("Only changes before this one, or before this day.")),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Print the changes of the landscape or of a record."""
    from api.terminal.history_output import print_history, serialize_history
    from queries.journal.search import find_key
    from queries.memory.history import find_number_after, find_number_before, read_history, read_record_history

    session: Session = context.obj
    with session.open_landscape() as graph:
        since, until = find_number_after(graph, after), find_number_before(graph, before)
        key = find_key(graph, what) if what else None
        found = read_record_history(graph, key, most, since, until) if key else read_history(graph, most, since, until)
    if as_json:
        request = {"id": key and key[1], "type": key and key[0], "most": most, "after": since, "before": before}
        print_json(serialize_history(found, request))
    else:
        print_history(session, found)


@app.command(help=_("One record with its relations: what was true on a day, as it was known by another."))
def show(
    context: typer.Context,
    id_: IdArgument,
    on: OnOption = None,
    as_known_on: Annotated[
        str | None,
        typer.Option("--as-known-on", metavar=_("DATE"), help=_("As it was known by the end of this day; now unless given.")),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Show a record."""
    from api.terminal.history_output import print_known
    from queries.journal.search import find_key
    from queries.memory.as_of import read_record_as_of

    session: Session = context.obj
    with session.open_landscape() as graph:
        found = read_record_as_of(graph, find_key(graph, id_), parse_day(on), parse_day(as_known_on) if as_known_on else None)
    if as_json:
        print_json(found.as_json())
    else:
        print_known(session, found)


@app.command(help=_("Undo a change by a new one: shows what that does, and asks. An undoing can be undone too."))
def undo(
    context: typer.Context,
    change: Annotated[str, typer.Argument(metavar=_("CHANGE"), help=_("The change's number, as in landskap history."))],
    yes: YesOption = False,
    only_plan: PlanOption = False,
    details: DetailsOption = False,
    as_json: JsonOption = False,
    why: WhyOption = "",
) -> None:
    """Undo a change."""
    from api.terminal.confirmation import ChangeOptions, confirm_and_write, describe_undo
    from api.terminal.plans import Proposal
    from api.terminal.progress import show_progress
    from queries.landscape.graph_records import GraphRecords
    from queries.memory.undoing import plan_undo
    from queries.memory.undoing import undo_change as write

    session, options = context.obj, ChangeOptions(yes, only_plan, details, as_json)
    number = _parse_change_number(change)
    with session.open_landscape() as graph:
        with show_progress(session.language) as tell:
            records = GraphRecords(graph, tell)
            proposal = Proposal.of(plan_undo(graph, number, records), records)
        reason = why or session.translate(_build_reason(graph, number))
        request = {"question": "undo", "parameters": {"change": number}}

        def do() -> "ChangeSet | None":
            who = session.author()
            with show_progress(session.language) as tell:
                return write(graph, number, who, reason, tell, options.agreed_operations(proposal))

        changes = confirm_and_write(session, proposal, do, options, request)
    if changes and not as_json:
        by = {"number": changes.number, "who": changes.reason.who}
        session.say(Text("Change {undone} is undone by change {number} in the name of {who}.", undone=number, **by))
        session.say(describe_undo(changes))


@app.command(
    help=_("Check the landscape against its journal: every hash, record, revision; or revisions by number, folder, PDF.")
)
def verify(
    context: typer.Context,
    what: Annotated[
        list[str] | None,
        typer.Argument(metavar="[N|FILE]…", help=_("Revisions to check: numbers, folders, files of them, PDFs.")),
    ] = None,
    signers: Annotated[
        Path | None,
        typer.Option("--signers", metavar=_("FILE"), help=_("Who may sign: allowed signers, as ssh-keygen has them.")),
    ] = None,
    alone: Annotated[bool, typer.Option("--alone", help=_("Hold files against no landscape, only against each other."))] = False,
    as_json: JsonOption = False,
) -> None:
    """Verify the landscape, or revisions of it."""
    session: Session = context.obj
    sound = _verify_revisions(session, what, signers, alone, as_json) if what else _verify_landscape(session, as_json)
    if not sound:
        raise typer.Exit(1)


def _verify_landscape(session: Session, as_json: bool) -> bool:
    """Check the whole landscape, print the verdict, and return whether it is sound."""
    from api.terminal.history_output import print_verdict
    from api.terminal.progress import show_progress
    from queries.archive.verify import verify_journal as go_through

    with session.open_landscape() as graph, show_progress(session.language) as tell:
        verdict = go_through(graph, tell)
    if as_json:
        print_json(verdict.as_json())
    else:
        print_verdict(session, verdict)
    return verdict.sound


def _verify_revisions(session: Session, what: list[str], signers: Path | None, alone: bool, as_json: bool) -> bool:
    """Check revisions by their numbers or files, print what was found, and return whether all are sound."""
    from api.printing.revision_output import format_check
    from loaders.revisions.reader import open_revision
    from loaders.revisions.signature import check_signature
    from model.history.revision_check import (
        check_chain,
        check_held,
        check_revision_files,
        compare_with_kept,
        serialize_checks,
    )
    from queries.archive.publishing import read_revisions
    from queries.archive.revision_parts import check_kept_revision

    numbers = [int(each) for each in what if each.isdecimal()]
    opened = [open_revision(Path(each)) for each in what if not each.isdecimal()]
    found = [(check_revision_files(files), files) for files in opened]
    if numbers or (not alone and session.has_landscape()):
        with session.open_landscape(tell_empty=bool(numbers)) as graph:
            kept = read_revisions(graph)
            for check, _files in () if alone else found:
                compare_with_kept(check, kept, graph.where)
            found += [check_kept_revision(graph, number) for number in numbers]
    for check, files in found:
        check_signature(check, files, signers)
    checks = [check for check, _files in found]
    check_chain(checks)
    for check in checks:
        check_held(check)
    if as_json:
        print_json(serialize_checks(checks))
    for line in () if as_json else (line for check in checks for line in format_check(check)):
        session.say(line)
    return not any(check.faults for check in checks)


def _build_reason(graph: "Graph", number: int) -> Text:
    """Return the reason of an undoing: that the change is undone, or that the change which an undoing undid is back."""
    from queries.memory.undoing import read_entry

    row, back = read_entry(graph, number), False
    while row["undoes"]:
        row, back = read_entry(graph, row["undoes"]), not back
    return Text("brought back: {why}", why=row["why"]) if back else Text("undone: {why}", why=row["why"])


def _parse_change_number(written: str) -> int:
    """Return the number of a change, written `7` or `change-7`. Raises NotUnderstood."""
    from queries.memory.history import parse_change_number

    if (number := parse_change_number(written)) is None:
        raise NotUnderstood(
            Text("'{said}' is not a change", said=written), (), Text("Write a change as 7; see landskap history.")
        )
    return number


@app.command(help=_("What has changed between two revisions or days, or since one of them, and what it means."))
def compare(
    context: typer.Context,
    earlier: Annotated[str, typer.Argument(metavar="A", help=_("The earlier moment: a revision as 2, or a day."))],
    later: Annotated[
        str | None, typer.Argument(metavar="[B]", help=_("The later moment, a revision or a day; now unless given."))
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar=_("FILE.xlsx"), help=_("Write the comparison to a workbook."))
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Compare two moments of the landscape."""
    from api.printing.comparison_output import format_comparison, write_comparison
    from api.terminal.files import prepare_file
    from queries.review.landscape_comparison import compare_moments

    session: Session = context.obj
    write = prepare_file(out, {".xlsx": write_comparison}, False) if out else None
    with session.open_landscape() as graph:
        found = compare_moments(graph, earlier, later, parse_day(None))
    if write:
        write(found, session.language)
        session.say(Text("Written: {file}", file=out))
    if as_json:
        print_json(found.as_json())
    elif not write:
        for line in format_comparison(found):
            session.say(line)
