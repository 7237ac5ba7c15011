"""`landskap set-rule`: the threshold of a rule in this landscape, or that it is not used."""

from typing import TYPE_CHECKING, Annotated

import typer

from api.terminal.options import DetailsOption, JsonOption, PlanOption, WhyOption, YesOption
from api.terminal.session import parse_day, parse_value
from model.errors import NotUnderstood
from model.language import Text, _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from model.changes.operations import Operation
    from model.errors import Problem
    from model.vocabulary.contents import Records

app = typer.Typer(rich_markup_mode=None)
MOST_THRESHOLD = 1_000_000


@app.command("set-rule", help=_("Set the threshold of a rule from today on, or that it is not used; --reset takes that back."))
def set_rule(
    context: typer.Context,
    rule: Annotated[str, typer.Argument(metavar=_("RULE"), help=_("A rule, by its id or name."))],
    threshold: Annotated[
        int | None,
        typer.Option(
            "--threshold", metavar="N", min=0, max=MOST_THRESHOLD, help=_("Days, times, per cent or parties, as the rule has it.")
        ),
    ] = None,
    working_days: Annotated[bool, typer.Option("--working-days", help=_("Count a threshold in days as working days."))] = False,
    unused: Annotated[bool, typer.Option("--unused", help=_("The rule finds nothing."))] = False,
    reset: Annotated[bool, typer.Option("--reset", help=_("The rule has its starting value again."))] = False,
    why: WhyOption = "",
    yes: YesOption = False,
    only_plan: PlanOption = False,
    details: DetailsOption = False,
    as_json: JsonOption = False,
) -> None:
    """Set a rule from today on."""
    from api.terminal.confirmation import ChangeOptions, propose_and_write
    from model.edits.rule_settings import plan_reset, plan_setting
    from model.vocabulary.decisions import DayUnit
    from model.vocabulary.finding_rules import FindingRule
    from queries.questions.parameters import parse_rules

    if reset + unused + (threshold is not None) != 1:
        way_out = Text("Give one of --threshold N, --unused and --reset.")
        raise NotUnderstood(Text("the command does not say how the rule is set"), (), way_out)
    session, options, today = context.obj, ChangeOptions(yes, only_plan, details, as_json), parse_day(None)
    chosen = FindingRule.of(parse_value(lambda word: parse_rules((word,))[0], rule))
    unit = DayUnit.WORKING_DAYS if working_days else DayUnit.DAYS

    def plan(records: "Records") -> "tuple[Sequence[Operation], Sequence[Problem]]":
        if reset:
            return plan_reset(records, chosen, today), ()
        return plan_setting(records, chosen, threshold, unit, not unused, today), ()

    request = {"question": "set-rule", "parameters": {"rule": chosen, "threshold": threshold, "unit": unit, "used": not unused}}
    with session.open_landscape() as graph:
        propose_and_write(session, graph, plan, why or session.translate(Text("rule set")), options, request)
