"""The options that several commands share."""

from typing import Annotated

import typer

from model.language import _


def check_text_option(option: typer.CallbackParam, text: str) -> str:
    """Return a text that the command keeps. Raises InputError if it has control characters."""
    from model.vocabulary.input_text import refuse_control_characters

    refuse_control_characters(text, option.opts[0])
    return text


JsonOption = Annotated[bool, typer.Option("--json", help=_("Answer with one JSON document."))]
OnOption = Annotated[
    str | None, typer.Option("--on", metavar=_("DATE"), help=_("As of this day (YYYY-MM-DD); today unless given."))
]
YesOption = Annotated[bool, typer.Option("--yes", help=_("Do it without asking."))]
PlanOption = Annotated[
    bool, typer.Option("--plan", help=_("Write nothing; exit code 2 when there is something to write, 0 when not."))
]
DetailsOption = Annotated[bool, typer.Option("--details", help=_("Show every change, field by field."))]
WhyOption = Annotated[
    str, typer.Option("--why", metavar="TEXT", help=_("The reason, kept in the journal."), callback=check_text_option)
]
