"""`landskap load`: what files say, as a plan that is shown before anything is written."""

from pathlib import Path
from typing import Annotated

import typer

from api.commands.options import Why, Yes, _
from api.session import Session
from model.language import Text

app = typer.Typer()


@app.command(help=_("Load a workbook, a folder of CSV files or JSON: checks all of it, says what it will write, and asks."))
def load(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="PATH", help=_("FILE.xlsx, FOLDER or FILE.json"))],
    yes: Yes = False,
    why: Why = "",
) -> None:
    """Load a landscape."""
    from api.plans import tell_plan
    from api.progress import telling
    from loaders.loading import write
    from loaders.opening import reading_of
    from loaders.planning import planned

    session: Session = context.obj
    reading = reading_of(folder)
    with session.graph() as graph, telling(session.language) as tell, planned(graph, reading, tell) as plan:
        if not len(plan.operations):
            session.say(Text("The landscape says all of it already; nothing to do."))
            return
        tell_plan(session, plan.operations, plan.staged, plan.staged)
        if not yes and not session.agreed(Text("Write this? (yes/no)")):
            session.say(Text("Nothing was written."))
            return
        reason = why or session.words(Text("load of {folder}", folder=folder.name))
        changes = write(graph, plan, session.author(), reason, tell)
    session.say(Text("Written as change {number}.", number=changes.number))
