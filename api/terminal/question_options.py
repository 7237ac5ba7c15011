"""The options of a command that asks a question, made of the question's parameters."""

import inspect
from collections.abc import Callable, Mapping
from typing import Annotated, Any, get_origin

import typer
from pydantic import ValidationError
from pydantic.fields import FieldInfo

from api.terminal.question_faults import build_parameter_error, explain_faults
from queries.questions.parameters import Question, bounds_of, flags_of, is_argument, option_of, placeholder_of

_Command = Callable[..., None]


def take_options_of(model: type[Question]) -> Callable[[_Command], _Command]:
    """Give a command the options of `model` in place of its parameter `question`, which gets what they say."""

    def replace_question(command: _Command) -> _Command:
        options = [option for name, field in model.model_fields.items() for option in _make_options(name, field)]
        names = [option.name for option in options]

        def call(**values: Any) -> None:
            given = {name: values.pop(name) for name in names}
            command(**values, question=_build_question(model, given))

        taken: list[inspect.Parameter] = []
        for own in inspect.signature(command, eval_str=True).parameters.values():
            taken += options if own.name == "question" else [own.replace(kind=inspect.Parameter.KEYWORD_ONLY)]
        call.__signature__ = inspect.Signature(taken)  # type: ignore[attr-defined]  # Typer asks `inspect.signature`
        call.__annotations__ = {one.name: one.annotation for one in taken}
        call.__name__, call.__doc__ = command.__name__, command.__doc__
        return call

    return replace_question


def _make_options(name: str, field: FieldInfo) -> list[inspect.Parameter]:
    """Return the argument, the option or the flags by which a field is given; what is not given is None or False."""
    if flags := flags_of(field):
        return [_make_option(flag, Annotated[bool, typer.Option(f"--{flag}", help=text)], False) for flag, text in flags.items()]
    if field.annotation is bool:
        return [_make_option(name, Annotated[bool, typer.Option(option_of(name), help=field.description)], False)]
    word = placeholder_of(field)
    type_: Any
    if is_argument(field):
        default, type_ = (inspect.Parameter.empty, str) if field.is_required() else (None, str | None)
        return [_make_option(name, Annotated[type_, typer.Argument(metavar=word, help=field.description)], default)]
    least, most = bounds_of(field)
    option = typer.Option(option_of(name), metavar=word, min=least, max=most, help=field.description)
    type_ = list[str] if get_origin(field.annotation) is tuple else int if most is not None else str
    if isinstance(field.default, int):
        return [_make_option(name, Annotated[type_, option], field.default)]
    return [_make_option(name, Annotated[type_ | None, option], None)]


def _make_option(name: str, annotation: Any, default: Any) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _build_question(model: type[Question], given: Mapping[str, Any]) -> Question:
    """Return the question that the options ask. Raises NotUnderstood with all that is wrong with them."""
    values = {name: value for name, value in given.items() if name in model.model_fields and value is not None}
    for name, field in model.model_fields.items():
        if len(flags := [flag for flag in flags_of(field) if given[flag]]) == 1:
            values[name] = flags[0]
    try:
        return model.model_validate(values)
    except ValidationError as error:
        problems = explain_faults(model, error.errors(), option_of)
        raise build_parameter_error(problems) from None
