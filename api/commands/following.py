"""`landskap balance`: the balance list as a file that people print, sort and send."""

import typer

from api.commands.showing import OutOption, OverwriteOption, check_writable
from api.terminal.files import find_writer, write_atomically
from api.terminal.question_options import take_options_of
from api.terminal.session import Session
from model.language import Text
from queries.questions.parameters import BalanceQuestion

app = typer.Typer(rich_markup_mode=None)


@app.command()
@take_options_of(BalanceQuestion)
def balance(context: typer.Context, out: OutOption, question: BalanceQuestion, overwrite: OverwriteOption = False) -> None:
    """Write the balance list."""
    from loaders.reports.balance_csv import write_balance_csv
    from loaders.reports.balance_workbook import write_balance_workbook
    from queries.questions.balance_sheet import answer_balance

    session: Session = context.obj
    write = find_writer(out, {".xlsx": write_balance_workbook, ".csv": write_balance_csv})
    check_writable(out, overwrite)
    with session.open_landscape() as graph:
        sheet = answer_balance(graph, question)
    with write_atomically(out, private=True) as unfinished:
        write(unfinished, sheet, session.language)
    session.say(
        Text(
            "Wrote {file}: {stalled} stand still, {unknown} unknown",
            file=out,
            stalled=len(sheet.stalled),
            unknown=len(sheet.unknown),
        )
    )
