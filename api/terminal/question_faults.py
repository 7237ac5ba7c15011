"""What is wrong with the parameters of a question, in our words: of an option, or of an address."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, get_args

from pydantic.fields import FieldInfo

from model.errors import NotUnderstood, Problem
from model.language import Text
from model.rules import Rule
from queries.questions.parameters import Question, UnusableValue, bounds_of

LONGEST_VALUE_SHOWN = 60


class ParameterRule(Rule):
    """Parameters of a question: in an address, or as options."""

    MISSING = "parameter-missing", "A parameter that a question needs is given."
    VALUE = "parameter-value", "A parameter has one of the values that it can have."
    REPEATED = "parameter-repeated", "A parameter that takes one value is given once."
    UNKNOWN = "parameter-unknown", "A parameter of an address below `/api/v1` is one of those that it takes."


def explain_faults(
    model: type[Question], errors: Iterable[Mapping[str, Any]], call: Callable[[str], str] = str
) -> Iterator[Problem]:
    """Yield a problem for each of Pydantic's errors; `call` makes the name that users know of a field's name."""
    for error in errors:
        name = str(error["loc"][-1] if error["loc"][-1] in model.model_fields else error["loc"][-2])
        yield _explain_fault(name, call(name), model.model_fields[name], error)


def _explain_fault(name: str, called: str, field: FieldInfo, error: Mapping[str, Any]) -> Problem:
    context, kind, rule = error.get("ctx", {}), error["type"], ParameterRule.VALUE
    if kind == "missing":
        return Problem(ParameterRule.MISSING, Text("{what} is missing", what=called), _describe_values(field), field=name)
    value = _shorten(error["input"])
    if isinstance(unusable := context.get("error"), UnusableValue):
        return Problem(rule, unusable.text, unusable.way_out, field=name, value=value)
    if kind == "string_too_long":
        text = Text("{what} is longer than {most} characters", what=called, most=context["max_length"])
        return Problem(rule, text, field=name, value=value)
    if kind == "too_long":
        text = Text("{what} is given more than {most} times", what=called, most=context["max_length"])
        return Problem(rule, text, field=name, value=value)
    return Problem(
        rule, Text("{what} cannot be '{value}'", what=called, value=value), _describe_values(field), field=name, value=value
    )


def _shorten(value: object) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return text if len(text) <= LONGEST_VALUE_SHOWN else f"{text[: LONGEST_VALUE_SHOWN - 1]}…"


def _describe_values(field: FieldInfo) -> Text | None:
    """Return what the field's value may be, where it has bounds or choices."""
    if (bounds := bounds_of(field)) != (None, None):
        return Text("Give a whole number from {least} to {most}.", least=bounds[0], most=bounds[1])
    choices = ("true", "false") if field.annotation is bool else get_args(field.annotation)
    if not all(isinstance(choice, str) for choice in choices) or not choices:
        return None
    return Text("Choose among {choices}.", choices=", ".join(choices))


def explain_repeated(names: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem for each parameter that takes one value and is given several."""
    for name in names:
        text = Text("{what} is given more than once", what=name)
        yield Problem(ParameterRule.REPEATED, text, Text("Give it once."), field=name)


def explain_unknown(names: Iterable[str], known: Collection[str]) -> Iterator[Problem]:
    """Yield a problem for each parameter that is none of the `known` ones."""
    for name in names:
        text = Text("there is no parameter {what}", what=_shorten(name))
        hint = Text("Choose among {choices}.", choices=", ".join(known))
        yield Problem(ParameterRule.UNKNOWN, text, hint, field=_shorten(name))


def build_parameter_error(problems: Iterable[Problem]) -> NotUnderstood:
    """Return the error of all `problems`; of a single one, in its own words."""
    found: Sequence[Problem] = tuple(problems)
    if len(found) == 1:
        return NotUnderstood(found[0].text, (), found[0].hint, found)
    return NotUnderstood(Text("{n} parameters cannot be used", n=len(found)), (), None, found)
