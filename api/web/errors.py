"""Errors as pages for people, and as problem+json for programs. Start at `ErrorAnswers`."""

from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from starlette.exceptions import HTTPException
from starlette.routing import Match

from api.v1.accepting import choose_language
from api.v1.problems import (
    METHOD,
    PROBLEM_TYPE,
    WRONG_NAME,
    ProblemType,
    describe_problem,
    find_problem_type,
)
from api.web.connections import RETRY_SECONDS
from api.web.guards import OWN_FILES, build_page_policy
from model.errors import GraphDenied, GraphUnavailable, LandskapError, NotFound, NotUnderstood
from model.language import LANGUAGES, Language, Text
from queries.questions.parameters import UnusableValue, check_day
from viz.web.page import hash_problem_style, render_problem
from viz.web.state import LONGEST_PARAMETER

READING = "GET, HEAD, OPTIONS"
"""The methods that every address takes."""
LOST = GraphUnavailable(Text("the landscape cannot be reached just now"), Text("Try again in a moment."))
"""What readers are told of a graph that does not answer: not where it is, nor what its administrator may do."""
VIEW_PARAMETERS = ("on", "sel", "dir", "hops", "areas", "levels", "types", "kinds", "standing", "stack", "view", "lang")
"""The parameters of the map's address that a link back to the map keeps."""


class ErrorAnswers:
    """Makes the answers to errors, in `language` unless the address asks for another."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def add_to(self, app: FastAPI) -> None:
        """Let `app` answer every error that its routes raise."""
        app.exception_handler(LandskapError)(self.answer)
        app.exception_handler(HTTPException)(self._answer_http)
        app.exception_handler(Exception)(self._answer_fault)

    def answer(
        self, request: Request, error: Exception, type_: ProblemType | None = None, headers: dict[str, str] | None = None
    ) -> Response:
        """Return the answer to an error of ours; the type of problem follows from its class unless given."""
        if not isinstance(error, LandskapError):
            raise error
        type_ = type_ or find_problem_type(error)
        again = {"Retry-After": str(RETRY_SECONDS)} if type_.status == HTTPStatus.SERVICE_UNAVAILABLE else {}
        headers = (headers or {}) | again
        error = LOST if isinstance(error, GraphUnavailable | GraphDenied) else error
        asked = request.query_params.get("lang")
        if request.url.path.startswith("/api/") or request.url.path.endswith(".json"):
            language = choose_language(asked, request.headers.get("accept-language", ""), self._language)
            document = describe_problem(error, type_, language)
            headers |= {"Content-Language": language, "Vary": "Accept-Language"}
            return JSONResponse(document, type_.status, headers, media_type=PROBLEM_TYPE)
        language = next((known for known in LANGUAGES if known == asked), self._language)
        retry = RETRY_SECONDS if type_.status == HTTPStatus.SERVICE_UNAVAILABLE else 0
        page = render_problem(error, language, _find_view(request), retry)
        policy = {"Content-Security-Policy": build_page_policy(OWN_FILES if retry else "", hash_problem_style())}
        return HTMLResponse(page, type_.status, policy | headers)

    def refuse_host(self, request: Request) -> Response:
        """Return the answer to a request by a name under which the pages are not served."""
        text = Text("the pages are not served under the name in this address")
        way_out = Text("Open them at 127.0.0.1 or localhost; another name is added with: landskap serve --name HOST")
        return self.answer(request, NotUnderstood(text, (), way_out), WRONG_NAME)

    def _answer_http(self, request: Request, error: Exception) -> Response:
        """Answer what the routes do not: an address without a page, or a method that the page does not have."""
        if not isinstance(error, HTTPException):
            raise error
        path = request.url.path
        if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            allowed = {"Allow": READING}
            if request.method == "OPTIONS":
                return Response(status_code=HTTPStatus.NO_CONTENT, headers=allowed)
            text = Text("{path} does not take {method}", path=path, method=request.method)
            refused = NotUnderstood(text, (), Text("Read it with GET; only the commands change the landscape."))
            return self.answer(request, refused, METHOD, allowed)
        shorter = path.rstrip("/")
        scope = {**request.scope, "path": shorter}
        if shorter != path and any(route.matches(scope)[0] is Match.FULL for route in request.app.routes):
            query = f"?{request.url.query}" if request.url.query else ""
            return RedirectResponse(f"{shorter}{query}", HTTPStatus.TEMPORARY_REDIRECT)
        return self.answer(request, NotFound(Text("there is no page {path}", path=path), (), Text("The map is at /karta.")))

    def _answer_fault(self, request: Request, _error: Exception) -> Response:
        """Answer a fault of ours; the server writes it to the terminal, too."""
        text = Text("the answer could not be made, because of a fault in Landskap")
        return self.answer(request, LandskapError(text, Text("The terminal that serves the pages shows the fault.")))


def _find_view(request: Request) -> dict[str, str]:
    """Return what the address says of the map's view, without what no map can show."""
    query = request.query_params
    found = {name: ",".join(query.getlist(name)) for name in VIEW_PARAMETERS if query.get(name)}
    return {name: value for name, value in found.items() if len(value) <= LONGEST_PARAMETER and (name != "on" or _is_day(value))}


def _is_day(value: str) -> bool:
    try:
        return bool(check_day(value))
    except UnusableValue:
        return False
