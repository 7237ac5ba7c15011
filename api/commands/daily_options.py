"""The options that all commands of daily work share: where it is known from, and how the change is shown and written."""

import inspect
from collections.abc import Callable
from typing import Annotated, Any

import typer

from api.terminal.options import DetailsOption, JsonOption, PlanOption, WhyOption, YesOption, check_text_option
from api.terminal.session import Session
from model.language import _

EvidenceOption = Annotated[
    str,
    typer.Option(
        metavar=_("SOURCE PLACE"),
        help=_("Where it is known from: a source's id and the place in it; unless given, the source that you cited last."),
        callback=check_text_option,
    ),
]
SourceNameOption = Annotated[
    str,
    typer.Option(
        metavar=_("NAME"), help=_("The name of a new source, such as minutes: it is made, too."), callback=check_text_option
    ),
]
DAILY_OPTIONS = {
    "evidence": (EvidenceOption, ""), "source_name": (SourceNameOption, ""), "yes": (YesOption, False),
    "only_plan": (PlanOption, False), "details": (DetailsOption, False), "as_json": (JsonOption, False), "why": (WhyOption, ""),
}  # fmt: skip
"""Parameter → its option and its value unless given."""


def take_daily_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the shared options in place of its last parameter `work`, the DailyWork that they and the graph make."""

    def call(**values: Any) -> None:
        from api.commands.daily_work import DailyWork
        from api.terminal.confirmation import ChangeOptions

        given = {name: values.pop(name) for name in DAILY_OPTIONS}
        session: Session = values.pop("context").obj
        options = ChangeOptions(given["yes"], given["only_plan"], given["details"], given["as_json"])
        with session.open_landscape() as graph:
            command(**values, work=DailyWork(session, graph, options, given["evidence"], given["source_name"], given["why"]))

    keyword = inspect.Parameter.KEYWORD_ONLY
    own = [item.replace(kind=keyword) for name, item in inspect.signature(command).parameters.items() if name != "work"]
    shared = [
        inspect.Parameter(name, keyword, default=default, annotation=option) for name, (option, default) in DAILY_OPTIONS.items()
    ]
    taken = [inspect.Parameter("context", keyword, annotation=typer.Context), *own, *shared]
    call.__signature__ = inspect.Signature(taken)  # type: ignore[attr-defined]  # Typer asks `inspect.signature`
    call.__annotations__ = {item.name: item.annotation for item in taken}
    call.__name__, call.__doc__ = command.__name__, command.__doc__
    return call
