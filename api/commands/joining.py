"""`landskap merge`, `succeed`, `duplicates`: what is one and the same, and what comes after what."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from api.terminal.options import Details, Json, OnlyPlan, Why, Yes, _
from api.terminal.session import Session, day, print_json
from model.language import Text

if TYPE_CHECKING:
    from api.terminal.confirmation import Wishes
    from model.changes.operations import ChangeSet, Operation
    from model.errors import Problem
    from model.vocabulary.contents import Records

app = typer.Typer()
Told = tuple[Sequence["Operation"], Sequence["Problem"]]
"""What is to be written, and what else to know before agreeing."""


@app.command(help=_("Join two actors, forums or functions that are one; the other's id and name still find it."))
def merge(
    context: typer.Context,
    keep: Annotated[str, typer.Argument(metavar=_("KEEP"), help=_("The id that stays."))],
    other: Annotated[str, typer.Argument(metavar=_("OTHER"), help=_("The id of what is joined to it."))],
    yes: Yes = False,
    only_plan: OnlyPlan = False,
    details: Details = False,
    as_json: Json = False,
    why: Why = "",
) -> None:
    """Merge two parties."""
    from api.terminal.confirmation import Wishes
    from loaders.rows.rules import NoticeRule
    from model.checks.faults import problem_of
    from model.edits.merging import merged
    from model.errors import Problem

    wishes = Wishes(yes, only_plan, details, as_json)

    def plan(records: "Records") -> Told:
        merger = merged(records, keep, other)
        overruled = (problem_of(NoticeRule.OVERRULED, merger.kept, column.name, "", text) for column, text in merger.overruled)
        return merger.operations, [*overruled, *(Problem(NoticeRule.MERGED_AWAY, text) for text in merger.dropped)]

    reason = why or context.obj.words(Text("{other} merged into {keep}", other=other, keep=keep))
    _agreed(context.obj, [keep, other], plan, reason, wishes, {"question": "merge", "parameters": {"keep": keep, "other": other}})


@app.command(help=_("Say that organisations are succeeded by others: they split, merged, or were taken over."))
def succeed(
    context: typer.Context,
    old: Annotated[list[str], typer.Argument(metavar=_("OLD…"), help=_("The ids of those that end."))],
    by: Annotated[
        list[str], typer.Option("--by", metavar=_("NEW"), help=_("The id of one that follows; several by repeating it."))
    ],
    on: Annotated[str, typer.Option("--on", metavar=_("DATE"), help=_("The first day of what follows."))],
    yes: Yes = False,
    only_plan: OnlyPlan = False,
    details: Details = False,
    as_json: Json = False,
    why: Why = "",
) -> None:
    """Succeed organisations by others."""
    from api.terminal.confirmation import Wishes
    from loaders.warnings.by_hand import noticed_in_succession
    from model.edits.succession import succeeded

    first, wishes = day(on), Wishes(yes, only_plan, details, as_json)

    def plan(records: "Records") -> Told:
        operations = succeeded(records, old, by, first)
        return operations, list(noticed_in_succession(records, operations, old, by, first))

    reason = why or context.obj.words(Text("{old} succeeded by {new}", old=", ".join(old), new=", ".join(by)))
    _agreed(
        context.obj, [*old, *by], plan, reason, wishes, {"question": "succeed", "parameters": {"old": old, "by": by, "on": first}}
    )


@app.command(help=_("Actors, forums and functions that are likely one and the same, how likely and why."))
def duplicates(
    context: typer.Context,
    most: Annotated[int, typer.Option("--most", metavar="N", min=1, max=1000, help=_("The N likeliest pairs."))] = 100,
    as_json: Json = False,
) -> None:
    """List likely duplicates."""
    from api.terminal.duplicates import likeness_document, print_likenesses
    from model.text.likeness import likeliest
    from model.vocabulary.types import PARTIES
    from queries.landscape.registers import read_type

    session: Session = context.obj
    with session.landscape() as graph:
        found = likeliest((read_type(graph, type_) for type_ in PARTIES), most)
    if as_json:
        print_json(likeness_document(found, most))
    else:
        print_likenesses(session, found)


def _agreed(
    session: Session,
    said: "Sequence[str]",
    plan: "Callable[[Records], Told]",
    why: str,
    wishes: "Wishes",
    asked: dict[str, object],
) -> None:
    """Tell what `plan` makes of the landscape, ask, and write it, as the user wishes."""
    from api.terminal.confirmation import settled, tell_written
    from api.terminal.plans import Proposal
    from loaders.warnings.more_certain import more_certain_by_hand
    from model.changes.operations import Reason
    from queries.journal.journal import change
    from queries.journal.plan_guard import as_shown
    from queries.landscape.graph_records import LiveRecords
    from queries.landscape.parties import ids_wanted

    with session.landscape() as graph:
        live = LiveRecords(graph)
        with ids_wanted(graph, said):
            operations, notices = plan(live)
        proposal = Proposal.of(operations, live, [*notices, *more_certain_by_hand(live, operations)])

        def write() -> "ChangeSet | None":
            told = as_shown(lambda now: plan(now)[0], wishes.shown(proposal))
            return change(graph, Reason(session.author(), why), told)

        changes = settled(session, proposal, write, wishes, asked)
    if changes and not wishes.as_json:
        tell_written(session, changes)
