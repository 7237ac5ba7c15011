"""`landskap decide`, `step`, `meeting`: daily work with decisions."""

from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.daily_options import take_daily_options
from api.terminal.session import parse_day
from model.errors import NotUnderstood
from model.language import Text, _

if TYPE_CHECKING:
    from api.commands.daily_work import DailyWork

app = typer.Typer(rich_markup_mode=None)
_DATE, _PARTY, _DECISION = _("DATE"), _("PARTY"), _("DECISION")
_Due = Annotated[str, typer.Option(metavar=_DATE, help=_("When it shall be done: a day, or a period such as 'Q2 2026'."))]
_Kind = Annotated[str, typer.Option(metavar=_("KIND"), help=_("decision, order, request or proposal; a decision unless given."))]
_MeetingOf = Annotated[
    str,
    typer.Option(
        "--meeting", metavar=_("MEETING"), help=_("The forum's meeting, by id, day or name; that of the day unless given.")
    ),
]
_Owner = Annotated[str, typer.Option(metavar=_("FUNCTION"), help=_("The function that answers for it; never a person."))]


@app.command(help=_("Record a decision: an assignment to each addressee, and its first step, taken."))
@take_daily_options
def decide(
    name: Annotated[str, typer.Argument(metavar=_("NAME"), help=_("What was decided, in a few words."))],
    taken_in: Annotated[str, typer.Option("--in", metavar=_("FORUM"), help=_("The forum or actor that took it."))],
    on: Annotated[str, typer.Option(metavar=_DATE, help=_("The day on which it was taken."))],
    to: Annotated[list[str], typer.Option(metavar=_PARTY, help=_("An addressee; repeat the option for several."))],
    work: "DailyWork",
    kind: _Kind = "decision",
    due: _Due = "",
    owner: _Owner = "",
    case: Annotated[str, typer.Option(metavar=_("NUMBER"), help=_("Its case number."))] = "",
    meeting_of: _MeetingOf = "",
    follows_up: Annotated[str, typer.Option(metavar=_DECISION, help=_("The decision that it follows up."))] = "",
    part_of: Annotated[str, typer.Option(metavar=_DECISION, help=_("The decision that it is a part of."))] = "",
    description: Annotated[str, typer.Option(metavar="TEXT", help=_("More about it."))] = "",
) -> None:
    """Record a decision."""
    from model.edits.daily import plan_decision
    from model.vocabulary.decisions import KIND_WORDS, Assignment, Decision

    forum = work.find_party("--in", taken_in)
    given = {
        "name": name,
        "kind": KIND_WORDS.get(kind.casefold(), kind),
        "taken_in": forum,
        "taken_on": on,
        "case_number": case,
        "description": description,
    }
    given |= {"meeting": work.find_meeting(forum, meeting_of, on)}
    given |= {"follows_up": work.find_decision("--follows-up", follows_up), "part_of": work.find_decision("--part-of", part_of)}
    decided, terms = work.check(Decision, given), work.check(Assignment, {"due": due, "owner": owner})
    addressees = work.find_parties("--to", to)
    work.change(
        lambda records, cited: plan_decision(records, decided, addressees, terms, cited),
        Text("decided: {name}", name=name),
        {"question": "decide", "parameters": {**decided, "addressees": addressees, **terms}},
    )


@app.command(help=_("Record a step of an assignment: communicated, line decision, executed …, a pause or an ending."))
@take_daily_options
def step(
    assignment: Annotated[
        str, typer.Argument(metavar=_("ASSIGNMENT"), help=_("Its id, or its decision's id, name or case number."))
    ],
    kind: Annotated[str, typer.Argument(metavar=_("STEP"), help=_("The step: a code, or the word in either language."))],
    on: Annotated[str, typer.Option(metavar=_DATE, help=_("The day on which it happened."))],
    work: "DailyWork",
    to: Annotated[
        list[str] | None,
        typer.Option(metavar=_PARTY, help=_("The addressee, where the decision has several; repeat the option for more.")),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help=_("The same step of every addressee."))] = False,
    until: Annotated[
        str, typer.Option(metavar=_DATE, help=_("The new date of a pause: a day, or a period such as '2026-06'."))
    ] = "",
    reason: Annotated[
        str, typer.Option(metavar="TEXT", help=_("Why: a pause, a rejection and a supersession have a reason."))
    ] = "",
    by: Annotated[str, typer.Option(metavar=_PARTY, help=_("Who says so, or verifies it; a verification needs it."))] = "",
) -> None:
    """Record a step."""
    from model.edits.daily import plan_step
    from model.vocabulary.decisions import Step

    found = work.find_assignments("ASSIGNMENT", assignment, to or (), every)
    given = work.check(Step, {"kind": kind, "on": on, "until": until, "reason": reason, "by": work.find_party("--by", by)})
    work.change(
        lambda records, cited: plan_step(records, found, given, cited),
        Text("{step}: {what}", step=kind, what=assignment),
        {"question": "step", "parameters": {"assignments": [item.id for item in found], **given}},
        found,
    )


@app.command(help=_("Record a meeting of a forum: planned, held or cancelled, and who was present."))
@take_daily_options
def meeting(
    forum: Annotated[str, typer.Argument(metavar=_("FORUM"), help=_("The forum, by id or name."))],
    work: "DailyWork",
    on: Annotated[str, typer.Option(metavar=_DATE, help=_("The day on which it was held."))] = "",
    planned: Annotated[
        str, typer.Option(metavar=_DATE, help=_("The planned day; beside another, it says which meeting is meant."))
    ] = "",
    cancelled: Annotated[
        str, typer.Option(metavar=_DATE, help=_("The day on which it was cancelled, or a later day of a meeting."))
    ] = "",
    present: Annotated[
        list[str] | None, typer.Option(metavar=_PARTY, help=_("Who was present; repeat the option for several."))
    ] = None,
    name: Annotated[str, typer.Option(metavar=_("NAME"), help=_("Its name; the forum's and the day unless given."))] = "",
) -> None:
    """Record a meeting."""
    from model.edits.daily import plan_meeting
    from model.vocabulary.forums import Meeting

    if not (on or planned or cancelled):
        way_out = Text("Give a date with --on, --planned or --cancelled.")
        raise NotUnderstood(Text("the command does not say when the meeting is"), (), way_out)
    of, today = work.find_forum("FORUM", forum), parse_day(None)
    days = {"held_on": on, "planned_on": planned, "cancelled_on": cancelled}
    given = work.check(Meeting, {**days, "name": name, "present": work.find_parties("--present", present or ())})
    work.change(
        lambda records, cited: plan_meeting(records, of or "", given, cited, today),
        Text("meeting of {forum}", forum=forum),
        {"question": "meeting", "parameters": {"forum": of, **given}},
    )
