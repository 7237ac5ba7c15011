"""What the commands' options have in common."""

from typing import Annotated

import typer


def _(message: str) -> str:
    """A word of the commands' help, for the catalogue to find; it is put in the user's language when it is shown."""
    return message


def no_control_characters(option: typer.CallbackParam, text: str) -> str:
    """Return a text that the command keeps. Raises InputError where it holds control characters."""
    from model.vocabulary.kept_text import refuse_control_characters

    refuse_control_characters(text, option.opts[0])
    return text


Json = Annotated[bool, typer.Option("--json", help=_("Answer with one JSON document."))]
On = Annotated[str | None, typer.Option("--on", metavar=_("DATE"), help=_("As of this day (YYYY-MM-DD); today unless given."))]
Yes = Annotated[bool, typer.Option("--yes", help=_("Do it without asking."))]
OnlyPlan = Annotated[
    bool, typer.Option("--plan", help=_("Write nothing; exit code 2 when there is something to write, 0 when not."))
]
Details = Annotated[bool, typer.Option("--details", help=_("Tell every change, field by field."))]
Why = Annotated[
    str, typer.Option("--why", metavar="TEXT", help=_("The reason, kept in the journal."), callback=no_control_characters)
]
ExistingOnly = Annotated[bool, typer.Option("--existing", help=_("Only what exists, nothing that is proposed."))]
Most = Annotated[
    int | None, typer.Option("--most", metavar="N", min=1, max=10_000, help=_("A page of N rows; 10,000 unless given."))
]
After = Annotated[
    str | None, typer.Option("--after", metavar=_("PLACE"), help=_("The page after this place, as the page before told it."))
]
