"""`landskap set`, `end`, `rename`, `confirm`: edits of single records."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from api.terminal.options import WhyOption, YesOption
from api.terminal.session import Session, parse_day
from model.errors import NotUnderstood
from model.language import Text, _

if TYPE_CHECKING:
    from model.changes.operations import ChangeSet, Operation
    from model.vocabulary.contents import Records

app = typer.Typer()


@app.command("set", help=_("Set fields of one record; an empty value empties one."))
def set_(
    context: typer.Context,
    id_: Annotated[str, typer.Argument(metavar="ID", help=_("The record's id, or type:id."))],
    pairs: Annotated[
        list[str],
        typer.Argument(
            metavar=_("FIELD VALUE…"), help=_("A field, by its name or its heading, and its new value; lists with | between.")
        ),
    ],
    why: WhyOption = "",
    yes: YesOption = False,
) -> None:
    """Set fields of a record."""
    from loaders.rows.cells import parse_cell
    from model.edits.by_hand import find_record, find_settable_field, set_fields

    fields, values = pairs[::2], [value.strip() for value in pairs[1::2]]
    if len(fields) != len(values):
        raise NotUnderstood(Text("'{field}' has no value", field=fields[-1]), (), Text("Give each field with its value."))

    def plan(records: "Records") -> "Sequence[Operation]":
        record = find_record(records, id_)
        columns = [find_settable_field(record, field) for field in fields]
        if twice := [name for name, times in Counter(column.name for column in columns).items() if times > 1]:
            heading = record.columns()[twice[0]].about.heading
            raise NotUnderstood(Text("the field {field} is given twice", field=heading), (), Text("Give each once."))
        given = {column.name: parse_cell(value, column) if value else None for column, value in zip(columns, values, strict=True)}
        return set_fields(records, id_, given)

    _make_change(context.obj, [id_], plan, why, yes)


@app.command(help=_("End a record: give its last day."))
def end(
    context: typer.Context,
    id_: Annotated[str, typer.Argument(metavar="ID", help=_("The record's id, or type:id."))],
    on: Annotated[
        str | None, typer.Option("--on", metavar=_("DATE"), help=_("The last day, or a period; today unless given."))
    ] = None,
    why: WhyOption = "",
    yes: YesOption = False,
) -> None:
    """End a record."""
    from model.edits.by_hand import end_record

    last = _read_last_day(on)
    _make_change(context.obj, [id_], lambda records: end_record(records, id_, last), why, yes)


def _read_last_day(on: str | None) -> str:
    """Return the last day, or the period, that `--on` gives. Raises NotUnderstood with a hint at how periods are written."""
    from model.checks.period_hints import PERIOD_HINT, suggest_period
    from model.vocabulary.period import parse_period
    from model.vocabulary.record import EARLIEST_DAY, LATEST_DAY

    if on and parse_period(on):
        return on
    try:
        return parse_day(on)
    except NotUnderstood as error:
        hint = suggest_period(on or "", required=True) or PERIOD_HINT
        way_out = Text(
            "Write a date as YYYY-MM-DD, from {first} to {last}; {hint}", first=EARLIEST_DAY, last=LATEST_DAY, hint=hint
        )
        raise NotUnderstood(error.text, (), way_out) from None


@app.command(help=_("Give something a new name; the old one stays as an alias, the id never changes."))
def rename(
    context: typer.Context,
    id_: Annotated[str, typer.Argument(metavar="ID", help=_("The record's id, or type:id."))],
    name: Annotated[str, typer.Argument(metavar=_("NAME"), help=_("The new name."))],
    why: WhyOption = "",
) -> None:
    """Rename a record."""
    from model.edits.by_hand import rename_record

    changes = _make_change(context.obj, [id_], lambda records: rename_record(records, id_, name), why)
    for operation in changes.operations if changes else ():
        if (short := (operation.after or {}).get("short_name")) and short != (operation.after or {}).get("name"):
            field = operation.record.columns()["short_name"].about.heading
            text = Text("The map still shows the short name '{short}'. Change it with: landskap set {id} \"{field}\" NAME",
                        short=short, id=operation.id, field=field)  # fmt: skip
            context.obj.say(text)


@app.command(help=_("Confirm that records, or all that a source says, still hold: landskap stale no longer lists them."))
def confirm(
    context: typer.Context,
    ids: Annotated[list[str] | None, typer.Argument(metavar="ID…", help=_("The records' ids, or type:id."))] = None,
    source: Annotated[str | None, typer.Option("--source", metavar="ID", help=_("All that this source says today."))] = None,
    why: WhyOption = "",
    yes: YesOption = False,
) -> None:
    """Confirm records."""
    from model.edits.by_hand import confirm_records

    if not ids and not source:
        raise NotUnderstood(
            Text("the command does not say what to confirm"), (), Text("Give the ids of records, or --source ID.")
        )
    session: Session = context.obj
    reason = why or session.translate(Text("confirmed"))
    _make_change(session, ids or (), lambda records: confirm_records(records, ids or (), source, parse_day(None)), reason, yes)


def _make_change(
    session: Session, ids: "Sequence[str]", plan: "Callable[[Records], Sequence[Operation]]", why: str, yes: bool = False
) -> "ChangeSet | None":
    """Show what `plan` does and write it as one change. Asks first if it turns a fact around, unless `yes`."""
    from api.terminal.confirmation import ask_and_write, print_written
    from api.terminal.plans import Proposal
    from loaders.warnings.edit_notices import find_edit_notices
    from loaders.warnings.endings import RULES_TO_CONFIRM
    from model.changes.operations import Reason
    from queries.archive.standing import refuse_early_decisions
    from queries.journal.journal import apply_change, guard_plan
    from queries.landscape.graph_records import GraphRecords
    from queries.landscape.parties import require_ids

    with session.open_landscape() as graph:
        records = GraphRecords(graph)
        with require_ids(graph, ids):
            operations = plan(records)
        refuse_early_decisions(graph, operations)
        proposal = Proposal.of(operations, records, find_edit_notices(graph, records, operations))
        reason = why or session.translate(Text("changed by hand"))
        unasked = yes or not any(notice.rule in RULES_TO_CONFIRM for notice in proposal.notices)
        guarded = plan if unasked else guard_plan(plan, operations)
        changes = ask_and_write(
            session, proposal, lambda: apply_change(graph, Reason(session.author(), reason), guarded), yes=unasked
        )
    if changes:
        print_written(session, changes)
    return changes
