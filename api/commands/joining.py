"""`landskap merge`, `succeed`, `duplicates`: parties that are the same, and parties that follow others."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from api.terminal.options import DetailsOption, JsonOption, PlanOption, WhyOption, YesOption
from api.terminal.session import Session, parse_day, print_json
from model.language import Text, _

if TYPE_CHECKING:
    from api.terminal.confirmation import ChangeOptions
    from model.changes.operations import Operation
    from model.errors import Problem
    from model.vocabulary.contents import Records

app = typer.Typer()
_OperationsAndNotices = tuple[Sequence["Operation"], Sequence["Problem"]]
"""The operations of a plan, and what the user should know before agreeing."""


@app.command(help=_("Join two actors, forums or functions that are one; the other's id and name still find it."))
def merge(
    context: typer.Context,
    keep: Annotated[str, typer.Argument(metavar=_("KEEP"), help=_("The id that stays."))],
    other: Annotated[str, typer.Argument(metavar=_("OTHER"), help=_("The id of the record that is joined to it."))],
    yes: YesOption = False,
    only_plan: PlanOption = False,
    details: DetailsOption = False,
    as_json: JsonOption = False,
    why: WhyOption = "",
) -> None:
    """Merge two parties."""
    from api.terminal.confirmation import ChangeOptions
    from loaders.rows.rules import NoticeRule
    from model.checks.validation import build_problem
    from model.edits.merging import merge_records
    from model.errors import Problem

    options = ChangeOptions(yes, only_plan, details, as_json)

    def plan(records: "Records") -> _OperationsAndNotices:
        merger = merge_records(records, keep, other)
        overruled = (build_problem(NoticeRule.OVERRULED, merger.kept, column.name, "", text) for column, text in merger.overruled)
        return merger.operations, [*overruled, *(Problem(NoticeRule.MERGED_AWAY, text) for text in merger.dropped)]

    reason = why or context.obj.translate(Text("{other} merged into {keep}", other=other, keep=keep))
    _confirm_and_write(
        context.obj, [keep, other], plan, reason, options, {"question": "merge", "parameters": {"keep": keep, "other": other}}
    )


@app.command(help=_("Let organisations be succeeded by others, after a split, a merger or a takeover."))
def succeed(
    context: typer.Context,
    old: Annotated[list[str], typer.Argument(metavar=_("OLD…"), help=_("The ids of the organisations that end."))],
    by: Annotated[
        list[str], typer.Option("--by", metavar=_("NEW"), help=_("The id of a successor; repeat the option for several."))
    ],
    on: Annotated[str, typer.Option("--on", metavar=_("DATE"), help=_("The first day of the successors."))],
    yes: YesOption = False,
    only_plan: PlanOption = False,
    details: DetailsOption = False,
    as_json: JsonOption = False,
    why: WhyOption = "",
) -> None:
    """Succeed organisations by others."""
    from api.terminal.confirmation import ChangeOptions
    from loaders.warnings.edit_notices import find_succession_notices
    from model.edits.succession import plan_succession

    first, options = parse_day(on), ChangeOptions(yes, only_plan, details, as_json)

    def plan(records: "Records") -> _OperationsAndNotices:
        operations = plan_succession(records, old, by, first)
        return operations, list(find_succession_notices(records, operations, old, by, first))

    reason = why or context.obj.translate(Text("{old} succeeded by {new}", old=", ".join(old), new=", ".join(by)))
    _confirm_and_write(
        context.obj,
        [*old, *by],
        plan,
        reason,
        options,
        {"question": "succeed", "parameters": {"old": old, "by": by, "on": first}},
    )


@app.command(help=_("Actors, forums and functions that are likely one and the same, how likely and why."))
def duplicates(
    context: typer.Context,
    most: Annotated[int, typer.Option("--most", metavar="N", min=1, max=1000, help=_("The N likeliest pairs."))] = 100,
    as_json: JsonOption = False,
) -> None:
    """List likely duplicates."""
    from api.terminal.duplicates import print_likenesses, serialize_likenesses
    from model.text.likeness import find_likeliest
    from model.vocabulary.types import PARTIES
    from queries.landscape.registers import read_records

    session: Session = context.obj
    with session.open_landscape() as graph:
        found = find_likeliest((read_records(graph, type_) for type_ in PARTIES), most)
    if as_json:
        print_json(serialize_likenesses(found, most))
    else:
        print_likenesses(session, found)


def _confirm_and_write(
    session: Session,
    ids: "Sequence[str]",
    plan: "Callable[[Records], _OperationsAndNotices]",
    why: str,
    options: "ChangeOptions",
    request: dict[str, object],
) -> None:
    """Show what `plan` does, ask, and write it, as the user's options say."""
    from api.terminal.confirmation import propose_and_write
    from loaders.warnings.more_certain import find_more_certain_in_edit
    from queries.landscape.parties import require_ids

    with session.open_landscape() as graph:

        def plan_and_warn(records: "Records") -> _OperationsAndNotices:
            with require_ids(graph, ids):
                operations, notices = plan(records)
            return operations, [*notices, *find_more_certain_in_edit(records, operations)]

        propose_and_write(session, graph, plan_and_warn, why, options, request)
