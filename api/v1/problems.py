"""Errors as problem documents (RFC 9457): types at addresses that stay, each with a page. Start at `describe_problem`."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from api.pages.page import Asked, WebPage
from api.v1.operations import ROOT
from loaders.reports.data_tables import DataColumn, DataTable
from model.errors import (
    AskedByAnotherSite,
    Conflict,
    GraphError,
    InputError,
    LandskapError,
    LimitExceeded,
    NotFound,
    NotUnderstood,
    Problem,
    QueryTooSlow,
    ServerBusy,
)
from model.language import LANGUAGES, Language, Text

PROBLEMS = f"{ROOT}/problems"
PROBLEM_TYPE = "application/problem+json"
MOST_ERRORS = 10_000
"""Errors in a problem document."""


@dataclass(frozen=True, slots=True)
class ProblemType:
    """A type of problem: the last part of its address, its usual status, its title, what it means and what to do."""

    name: str
    status: HTTPStatus
    title: Text
    meaning: Text
    way_out: Text

    @property
    def address(self) -> str:
        """Return the address of the type, which is that of its page."""
        return f"{PROBLEMS}/{self.name}"


NOT_FOUND = ProblemType(
    "not-found",
    HTTPStatus.NOT_FOUND,
    Text("Not found"),
    Text("There is no such address, or nothing in the landscape has the id or the name that was given."),
    Text("Look at `suggestions`, which holds the nearest ids, or search."),
)
PARAMETERS = ProblemType(
    "parameters",
    HTTPStatus.UNPROCESSABLE_ENTITY,
    Text("Parameters that cannot be used"),
    Text("A parameter is missing, unknown, given twice, or has a value that it cannot have. `errors` lists all of them."),
    Text("Change each parameter as its error says, and ask again."),
)
LIMIT = ProblemType(
    "limit",
    HTTPStatus.UNPROCESSABLE_ENTITY,
    Text("More than the limit"),
    Text("What was asked for is larger than a stated limit."),
    Text("Ask for a part of it: an area, a level, or a page at a time."),
)
LONG_ADDRESS = ProblemType(
    "long-address",
    HTTPStatus.REQUEST_URI_TOO_LONG,
    Text("The address is too long"),
    Text("The address with its parameters is longer than the server reads."),
    Text("Leave out parameters, or ask for less at a time."),
)
BODY = ProblemType(
    "body",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    Text("A request with a body"),
    Text("All that is asked stands in the address; the request has a body, too."),
    Text("Leave out the request's body."),
)
METHOD = ProblemType(
    "method",
    HTTPStatus.METHOD_NOT_ALLOWED,
    Text("Only reading is possible"),
    Text("The address takes GET, HEAD and OPTIONS. Only the commands change the landscape."),
    Text("Ask with GET."),
)
NOT_ACCEPTABLE = ProblemType(
    "form",
    HTTPStatus.NOT_ACCEPTABLE,
    Text("Not to be had in that form"),
    Text("The header `Accept` names no form in which the answer can be had."),
    Text("Ask for application/json, or for text/html where there is a page."),
)
CONFLICT = ProblemType(
    "changed",
    HTTPStatus.CONFLICT,
    Text("The landscape has changed meanwhile"),
    Text("The landscape changed while the answer was made, or since the page that asks was loaded."),
    Text("Ask again."),
)
OTHER_SITE = ProblemType(
    "other-site",
    HTTPStatus.FORBIDDEN,
    Text("Asked by a page of another site"),
    Text("A script or a frame of another site asked. This landscape is not served to those."),
    Text("Open the address itself, or ask with a program."),
)
WRONG_NAME = ProblemType(
    "server-name",
    HTTPStatus.BAD_REQUEST,
    Text("Asked under another name"),
    Text("The landscape is not served under the name in the address."),
    Text("Ask under a name that it is served by; `landskap serve --name HOST` adds one."),
)
UNAVAILABLE = ProblemType(
    "unavailable",
    HTTPStatus.SERVICE_UNAVAILABLE,
    Text("Not to be answered now"),
    Text("The server has too many requests, the graph is away, or a large change is being written."),
    Text("Ask again after as many seconds as the header `Retry-After` says."),
)
TOO_SLOW = ProblemType(
    "too-slow",
    HTTPStatus.GATEWAY_TIMEOUT,
    Text("The question took too long"),
    Text("The graph did not answer within the time limit of a question."),
    Text("Ask for less: a shorter chain, one area, a smaller page."),
)
FAULT = ProblemType(
    "fault",
    HTTPStatus.INTERNAL_SERVER_ERROR,
    Text("A fault in Landskap"),
    Text("The answer could not be made. The fault is ours; the server has written it down."),
    Text("Tell those who look after the server what you asked."),
)
PROBLEM_TYPES: Mapping[str, ProblemType] = {
    type_.name: type_
    for type_ in (
        NOT_FOUND, PARAMETERS, LIMIT, LONG_ADDRESS, BODY, METHOD, NOT_ACCEPTABLE, CONFLICT, OTHER_SITE, WRONG_NAME, UNAVAILABLE,
        TOO_SLOW, FAULT,
    )
}  # fmt: skip
"""All types of problem by their names, which stay."""
TYPES_OF_ERRORS: tuple[tuple[type[LandskapError], ProblemType], ...] = (
    (NotFound, NOT_FOUND),
    (InputError, PARAMETERS),
    (NotUnderstood, PARAMETERS),
    (LimitExceeded, LIMIT),
    (Conflict, CONFLICT),
    (AskedByAnotherSite, OTHER_SITE),
    (ServerBusy, UNAVAILABLE),
    (QueryTooSlow, TOO_SLOW),
    (GraphError, UNAVAILABLE),
    (LandskapError, FAULT),
)


def find_problem_type(error: LandskapError) -> ProblemType:
    """Return the type of problem that an error is."""
    return next(type_ for kind, type_ in TYPES_OF_ERRORS if isinstance(error, kind))


def describe_problem(error: LandskapError, type_: ProblemType, language: Language) -> dict[str, Any]:
    """Return the problem document of an error in one language; `errors` lists all that is wrong."""
    problems = error.problems if isinstance(error, InputError | NotUnderstood) else ()
    suggestions = error.suggestions if isinstance(error, NotFound | NotUnderstood) else ()
    return {
        "type": type_.address,
        "title": type_.title.in_(language),
        "status": int(type_.status),
        "detail": error.in_(language),
        **({"errors": [_describe_error(problem, language) for problem in problems[:MOST_ERRORS]]} if problems else {}),
        **({"suggestions": list(suggestions)} if suggestions else {}),
    }


def _describe_error(problem: Problem, language: Language) -> dict[str, Any]:
    hint = f" – {problem.hint.in_(language)}" if problem.hint else ""
    return {
        "detail": problem.text.in_(language) + hint,
        "parameter": problem.field,
        **({"value": problem.value} if problem.value else {}),
        "rule": str(problem.rule),
    }


def build_problems_page(asked: Asked) -> WebPage:
    """Return the page of all types of problem."""
    return _make_page(asked, Text("Errors of the interface"), [*PROBLEM_TYPES.values()])


def build_problem_page(asked: Asked) -> WebPage:
    """Return the page of one type of problem. Raises NotFound."""
    if type_ := PROBLEM_TYPES.get(asked.id_):
        return _make_page(asked, type_.title, [type_])
    raise NotFound(
        Text("there is no problem {name}", name=asked.id_), sorted(PROBLEM_TYPES), Text("See all at {path}.", path=PROBLEMS)
    )


def _make_page(asked: Asked, title: Text, types: list[ProblemType]) -> WebPage:
    rows = [(type_.address, int(type_.status), type_.title, type_.meaning, type_.way_out) for type_ in types]
    columns = [
        DataColumn("type", Text("Address"), 40),
        DataColumn("status", Text("Status"), 8, number=True),
        DataColumn("title", Text("Title"), 40),
        DataColumn("meaning", Text("Meaning"), 80),
        DataColumn("way_out", Text("What to do"), 60),
    ]
    return WebPage(
        template="problem_types",
        title=title,
        content={
            "types": types,
            "all": None if len(types) > 1 else asked.link.page(PROBLEMS),
            "reference": asked.link.page(ROOT),
        },
        data={"rows": [_as_json(type_) for type_ in types]},
        tables=[DataTable(Text("Errors of the interface"), columns, rows)],
        styles=("interface.css",),
    )


def _as_json(type_: ProblemType) -> dict[str, Any]:
    texts = {"title": type_.title, "meaning": type_.meaning, "way_out": type_.way_out}
    said = {name: {language: text.in_(language) for language in LANGUAGES} for name, text in texts.items()}
    return {"type": type_.address, "status": int(type_.status), **said}
