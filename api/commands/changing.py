"""`landskap set`, `end`, `rename`, `publish`: what changes the landscape, always through a ChangeSet."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.options import Why, Yes, _
from api.session import Session, day
from model.errors import InputError, NotUnderstood
from model.language import Text

if TYPE_CHECKING:
    from model.changes import ChangeSet, Operation
    from model.contents import Records

app = typer.Typer()


@app.command("set", help=_("Set one field of one record; an empty value empties it."))
def set_(
    context: typer.Context,
    id_: Annotated[str, typer.Argument(metavar="ID", help=_("The record's id, or type:id."))],
    field: Annotated[str, typer.Argument(metavar=_("FIELD"), help=_("The field, by its name or its heading."))],
    value: Annotated[str, typer.Argument(metavar=_("VALUE"), help=_("The new value; lists with | between."))],
    why: Why = "",
) -> None:
    """Change a single fact."""
    from loaders.cells import value_of
    from model.edits import find_record, settable, with_field

    def plan(records: "Records") -> "Sequence[Operation]":
        column = settable(find_record(records, id_), field)
        return with_field(records, id_, column.name, value_of(value.strip(), column) if value.strip() else None)

    _change(context.obj, plan, why)


@app.command(help=_("Say that a record ends, and when its last day is."))
def end(
    context: typer.Context,
    id_: Annotated[str, typer.Argument(metavar="ID", help=_("The record's id, or type:id."))],
    on: Annotated[str | None, typer.Option("--on", metavar=_("DATE"), help=_("The last day; today unless given."))] = None,
    why: Why = "",
) -> None:
    """End a record."""
    from model.edits import ended

    _change(context.obj, lambda records: ended(records, id_, day(on)), why)


@app.command(help=_("Give something a new name; the old one stays as an alias, the id never changes."))
def rename(
    context: typer.Context,
    id_: Annotated[str, typer.Argument(metavar="ID", help=_("The record's id, or type:id."))],
    name: Annotated[str, typer.Argument(metavar=_("NAME"), help=_("The new name."))],
    why: Why = "",
) -> None:
    """Rename a record."""
    from model.edits import renamed

    changes = _change(context.obj, lambda records: renamed(records, id_, name), why)
    for operation in changes.operations if changes else ():
        if short := (operation.after or {}).get("short_name"):
            asked = {"short": short, "id": operation.id}
            context.obj.say(
                Text("The map still shows the short name '{short}'. Change it with: landskap set {id} short_name NAME", **asked)
            )


@app.command(help=_("Confirm that records, or all that a source says, still hold: landskap stale no longer lists them."))
def confirm(
    context: typer.Context,
    ids: Annotated[list[str] | None, typer.Argument(metavar="ID…", help=_("The records' ids, or type:id."))] = None,
    source: Annotated[str | None, typer.Option("--source", metavar="ID", help=_("All that this source says today."))] = None,
    why: Why = "",
) -> None:
    """Confirm records."""
    from model.edits import confirmed

    if not ids and not source:
        raise NotUnderstood(Text("nothing says what is confirmed"), (), Text("Give the ids of records, or --source ID."))
    session: Session = context.obj
    reason = why or session.words(Text("confirmed"))
    _change(session, lambda records: confirmed(records, ids or (), source, day(None)), reason)


@app.command(help=_("Freeze the landscape as a numbered revision with a fingerprint that anyone can recompute."))
def publish(
    context: typer.Context,
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help=_("What this revision is about."))],
    yes: Yes = False,
) -> None:
    """Publish a revision: asks where somebody can answer, for it cannot be undone."""
    from queries.publishing import publish as freeze
    from queries.publishing import revisions

    if not note.strip():
        way_out = Text("Say what the revision is about: --note TEXT")
        raise InputError(Text("the note is empty; nothing was published"), (), way_out)
    session: Session = context.obj
    with session.landscape() as graph:
        asked = {"number": len(revisions(graph)) + 1, "who": session.author(), "note": note.strip()}
        question = Text("Publish revision {number} in the name of {who}: {note}? It cannot be undone. (yes/no)", **asked)
        if session.can_ask and not yes and not session.agreed(question):
            session.say(Text("Nothing was published."))
            return
        revision, new = freeze(graph, session.author(), note.strip())
    text = Text("Revision {number} in the name of {who}, fingerprint {fingerprint}", number=revision.number, who=revision.who,
                fingerprint=revision.fingerprint)  # fmt: skip
    session.say(text if new else Text("Nothing has changed since revision {number}; it stands.", number=revision.number))


def _change(session: Session, plan: "Callable[[Records], Sequence[Operation]]", why: str) -> "ChangeSet | None":
    from api.agreeing import carry_out, written
    from api.plans import Proposal
    from model.changes import Reason
    from queries.journal import change
    from queries.live import LiveRecords

    with session.landscape() as graph:
        live = LiveRecords(graph)
        proposal = Proposal.of(plan(live), live)
        reason = why or session.words(Text("changed by hand"))
        changes = carry_out(session, proposal, lambda: change(graph, Reason(session.author(), reason), plan), yes=True)
    if changes:
        session.say(written(changes))
    return changes
