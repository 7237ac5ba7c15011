"""`landskap mute`, `unmute`: a finding that need not be listed for a time, with the reason."""

from typing import TYPE_CHECKING, Annotated

import typer

from api.terminal.options import DetailsOption, JsonOption, PlanOption, WhyOption, YesOption, check_text_option
from api.terminal.session import parse_day
from model.language import Text, _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from model.changes.operations import Operation
    from model.errors import Problem
    from model.vocabulary.contents import Records

app = typer.Typer(rich_markup_mode=None)
FindingArgument = Annotated[
    str, typer.Argument(metavar=_("FINDING"), help=_("The id of a finding: its rule and the records that it is about."))
]
ReasonOption = Annotated[
    str, typer.Option("--why", "--reason", metavar="TEXT", help=_("The reason, kept in the journal."), callback=check_text_option)
]


@app.command(help=_("Mute a finding until a day, with the reason: landskap findings counts it and does not list it."))
def mute(
    context: typer.Context,
    finding: FindingArgument,
    until: Annotated[str, typer.Option("--until", metavar=_("DATE"), help=_("The last day on which it is muted."))],
    why: ReasonOption = "",
    yes: YesOption = False,
    only_plan: PlanOption = False,
    details: DetailsOption = False,
    as_json: JsonOption = False,
) -> None:
    """Mute a finding."""
    from api.terminal.confirmation import ChangeOptions, propose_and_write
    from model.edits.muting import plan_mute
    from queries.review.explaining import find_mutable

    session, options, today = context.obj, ChangeOptions(yes, only_plan, details, as_json), parse_day(None)
    last = parse_day(until)
    with session.open_landscape() as graph:
        rule, about = find_mutable(graph, finding, today)
        reason = why or session.translate(Text("muted until {day}", day=last))
        request = {"question": "mute", "parameters": {"finding": finding, "until": last, "why": why}}

        def plan(records: "Records") -> "tuple[Sequence[Operation], Sequence[Problem]]":
            return plan_mute(records, rule, about, last, why, today), ()

        propose_and_write(session, graph, plan, reason, options, request)


@app.command(help=_("Let a muted finding be listed again."))
def unmute(
    context: typer.Context,
    finding: FindingArgument,
    why: WhyOption = "",
    yes: YesOption = False,
    only_plan: PlanOption = False,
    details: DetailsOption = False,
    as_json: JsonOption = False,
) -> None:
    """Let a finding be heard again."""
    from api.terminal.confirmation import ChangeOptions, propose_and_write
    from model.edits.muting import plan_unmute
    from queries.review.explaining import parse_finding_id

    session, options, today = context.obj, ChangeOptions(yes, only_plan, details, as_json), parse_day(None)
    with session.open_landscape() as graph:
        rule, about = parse_finding_id(graph, finding, today)
        reason = why or session.translate(Text("no longer muted"))
        request = {"question": "unmute", "parameters": {"finding": finding, "why": why}}

        def plan(records: "Records") -> "tuple[Sequence[Operation], Sequence[Problem]]":
            return plan_unmute(records, rule, about, today), ()

        propose_and_write(session, graph, plan, reason, options, request)
