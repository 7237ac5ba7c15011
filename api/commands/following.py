"""`landskap balance`, `remind` and `usual-times`: the balance list as a file, reminders to send, usual times to load."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.showing import OutOption, OverwriteOption
from api.terminal.files import check_writable, prepare_file, write_atomically
from api.terminal.options import JsonOption
from api.terminal.question_options import take_options_of
from api.terminal.session import Session, print_json
from model.language import PluralText, Text, _
from queries.questions.parameters import BalanceQuestion, RemindQuestion, UsualTimesQuestion

if TYPE_CHECKING:
    from queries.following.reminders import Reminders

app = typer.Typer(rich_markup_mode=None)


@app.command()
@take_options_of(BalanceQuestion)
def balance(context: typer.Context, out: OutOption, question: BalanceQuestion, overwrite: OverwriteOption = False) -> None:
    """Write the balance list."""
    from loaders.reports.balance_csv import write_balance_csv
    from loaders.reports.balance_workbook import write_balance_workbook
    from queries.following.balance_sheet import answer_balance

    session: Session = context.obj
    write = prepare_file(out, {".xlsx": write_balance_workbook, ".csv": write_balance_csv}, overwrite)
    with session.open_landscape() as graph:
        sheet = answer_balance(graph, question)
    write(sheet, session.language)
    session.say(Text("Wrote {file}: {counts}", file=out, counts=sheet.counts))


@app.command()
@take_options_of(RemindQuestion)
def remind(
    context: typer.Context,
    question: RemindQuestion,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar=_("FILE|FOLDER"), help=_("FILE.ics, FILE.txt, or a FOLDER with both for each recipient.")),
    ] = None,
    overwrite: OverwriteOption = False,
    as_json: JsonOption = False,
) -> None:
    """Write or print reminders."""
    from loaders.reports.reminder_calendar import write_calendar
    from loaders.reports.reminder_folder import write_reminder_folder
    from loaders.reports.reminder_letters import write_letters
    from queries.following.reminders import answer_remind

    session: Session = context.obj
    writers = {".ics": write_calendar, ".txt": write_letters, "": write_reminder_folder}
    write = prepare_file(out, writers, overwrite) if out else None
    with session.open_landscape() as graph:
        reminders = answer_remind(graph, question)
    if write:
        write(reminders, session.language)
    if as_json:
        print_json(reminders.as_json(question.model_dump(exclude={"on"}, exclude_defaults=True)))
        return
    _print_reminders(session, reminders, out)


def _print_reminders(session: Session, reminders: "Reminders", out: Path | None) -> None:
    """Print what was written to `out`, by recipient, or all letters if nothing was."""
    from api.terminal.answers import print_cut
    from loaders.reports.reminder_letters import RULE, build_letter
    from loaders.reports.reminder_words import name_recipient
    from queries.following.reminders import HOWS
    from queries.following.stall_words import add_examples

    if out:
        session.say(
            PluralText("Wrote {file}: {n} recipient", "Wrote {file}: {n} recipients", n=len(reminders.recipients), file=out)
        )
    for number, recipient in enumerate(reminders.recipients):
        if out:
            counts = Text(
                "  {recipient}: {late} late, {paused} past a pause or soon so, {soon} due soon, "
                "{executed} to report back, {unknown} without a date, {untold} not yet communicated",
                recipient=name_recipient(recipient),
                **{how: len(recipient.select(how)) for how in HOWS},
            )
            session.say(add_examples(counts, recipient.examples))
        else:
            session.say((f"{RULE}\n\n" if number else "") + build_letter(reminders, recipient, session.language))
    if not reminders.recipients:
        session.say(
            Text(
                "Nobody owes anything that is late, due within {n} days, to be reported back or without a date.",
                n=reminders.within,
            )
        )
    print_cut(session, reminders.cut)


@app.command("usual-times")
@take_options_of(UsualTimesQuestion)
def usual_times(
    context: typer.Context,
    question: UsualTimesQuestion,
    out: Annotated[
        Path | None, typer.Option("--out", metavar=_("FILE"), help=_("step_norm.csv, which landskap load reads."))
    ] = None,
    evidence: Annotated[
        str, typer.Option("--evidence", metavar="TEXT", help=_("With --out: the id of a source, and the place in it."))
    ] = "",
    overwrite: OverwriteOption = False,
    as_json: JsonOption = False,
) -> None:
    """Propose usual times."""
    from api.terminal.answering.usual_time_output import print_usual_times
    from loaders.reports.usual_times import check_norms_file, write_norms
    from queries.questions.usual_time_proposal import answer_usual_times

    session: Session = context.obj
    if out:
        check_norms_file(out, evidence)
        check_writable(out, overwrite)
    with session.open_landscape() as graph:
        answer = answer_usual_times(graph, question)
    written = 0
    if out:
        with write_atomically(out, private=True) as unfinished:
            written = write_norms(unfinished, answer.rows, evidence, question.on)
    if as_json:
        print_json(answer.as_json())
        return
    print_usual_times(session, answer)
    if out:
        session.say(PluralText("Wrote {file}: {n} usual time", "Wrote {file}: {n} usual times", n=written, file=out))
