"""What an operation of the JSON interface is: its path, its parameters, how it is answered, and an example of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, ClassVar, get_origin
from urllib.parse import quote, urlencode

from fastapi import Request
from pydantic import ValidationError

from api.pages.page import Asked
from api.terminal.question_faults import build_parameter_error, explain_faults, explain_repeated, explain_unknown
from model.errors import Problem
from model.language import Localizable, Text
from queries.questions.parameters import LONGEST_PLACE, Question

ROOT = "/api/v1"
LANGUAGE = "lang"
"""The parameter that every operation takes besides its own."""
EXAMPLE_DAY, EXAMPLE_FINDING = "2026-11-24", "not-fed/arbetsgivare"
JsonObject = dict[str, object]


class OperationGroup(Enum):
    """A group of operations, with its heading."""

    QUESTIONS = Text("Questions")
    FINDINGS = Text("Findings")
    MAPS = Text("Maps")
    PARTIES = Text("Parties and decisions")
    REGISTERS = Text("Registers")
    REVISIONS = Text("Revisions")
    SEARCH = Text("Search")


class NoParameters(Question):
    """The parameters of an operation that takes none."""

    name: ClassVar = "none"


@dataclass(frozen=True, slots=True)
class ApiOperation:
    """An operation: it answers GET at `path` (below ROOT) from the parameters of `model`.

    `id_about` says what the `{id}` in the path is, where there is one. `schema` is the JSON Schema of the answer.
    `example_id` and `example` are those of a request about the landscape of Sörmland.
    """

    name: str
    path: str
    group: OperationGroup
    about: Localizable
    model: type[Question]
    answer: Callable[[Asked, Any], JsonObject]
    schema: Mapping[str, Any]
    id_about: Localizable | None = None
    example_id: str = ""
    example: Mapping[str, str] = field(default_factory=dict)

    @property
    def route(self) -> str:
        """Return the path as the router takes it: an id of a finding holds a slash."""
        return ROOT + self.path.replace("{id}", "{id:path}" if self.group is OperationGroup.FINDINGS else "{id}")

    @property
    def is_paged(self) -> bool:
        """Return whether the answer comes in pages."""
        return "after" in self.model.model_fields

    def address(self, id_: str = "", query: Mapping[str, str] | None = None) -> str:
        """Return the address of a request."""
        path = ROOT + self.path.replace("{id}", quote(id_, safe="/+" if self.group is OperationGroup.FINDINGS else ""))
        return f"{path}?{urlencode(query)}" if query else path

    @property
    def has_example(self) -> bool:
        """Return whether an example can be asked for in the landscape of Sörmland."""
        return bool(self.example_id) or not self.id_about

    @property
    def example_address(self) -> str:
        """Return the address of the example."""
        return self.address(self.example_id, self.example)


def read_question(request: Request, model: type[Question]) -> Question:
    """Return the question that a request asks. Raises NotUnderstood with all that is wrong with its parameters."""
    given = request.query_params
    values: dict[str, Any] = {}
    repeated = []
    for name in model.model_fields:
        said = given.getlist(name)
        if is_list(model, name):
            values |= {name: tuple(said)} if said else {}
        elif said:
            values[name] = said[-1]
            repeated += [name] if len(said) > 1 else []
    known = [*model.model_fields, LANGUAGE]
    unknown = [name for name in dict.fromkeys(given) if name not in known]
    problems: list[Problem] = [*explain_repeated(repeated), *explain_unknown(unknown, known)]
    try:
        question = model.model_validate(values)
    except ValidationError as error:
        raise build_parameter_error([*explain_faults(model, error.errors()), *problems]) from None
    if problems:
        raise build_parameter_error(problems)
    return question


def is_list(model: type[Question], name: str) -> bool:
    """Return whether a parameter may be given several times."""
    return get_origin(model.model_fields[name].annotation) is tuple


def find_links(document: JsonObject, request: Request) -> dict[str, str]:
    """Return the address of an answer, and that of the next page if there is one."""
    query: Sequence[tuple[str, str]] = request.query_params.multi_items()
    links = {"self": make_link(request, query)}
    if following := document.get("next"):
        links["next"] = make_link(
            request, [*((name, said) for name, said in query if name != "after"), ("after", str(following))]
        )
    return links


def make_link(request: Request, query: Sequence[tuple[str, str]]) -> str:
    """Return the address of a request with another query, without the name of the host."""
    path = quote(request.url.path, safe="/+~")
    return f"{path}?{urlencode(query)}" if query else path


MOST_CHARACTERS = LONGEST_PLACE
"""The largest number of characters of an id in a path."""
