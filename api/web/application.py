"""The web application: the landscape map as a page, and the questions as JSON from the same functions as the command's."""

from collections.abc import Callable, Sequence
from typing import Annotated, Literal

from fastapi import FastAPI, Query, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp

from api.terminal.answers import parties_document
from api.terminal.problem_report import error_document
from api.terminal.session import day
from api.web.guards import OwnSiteOnly, SafeHeaders, page_policy
from api.web.head_requests import HeadAsGet
from api.web.kept_answers import KeptAnswers
from api.web.landscape_cache import Current
from api.web.latest import Latest
from model.errors import (
    AskedByAnotherSite,
    Conflict,
    GraphError,
    InputError,
    LandskapError,
    LimitExceeded,
    NotFound,
    NotUnderstood,
    QueryTooSlow,
    ServerBusy,
)
from model.language import Language, Text
from model.vocabulary.record import standings_of
from queries.archive.publishing import revisions
from queries.landscape.parties import listed
from queries.landscape.registers import asked_of_whole
from queries.questions.decisions import asked_stalls
from queries.questions.flows import asked_feeds
from queries.questions.representation import asked_unrepresented
from queries.server.graph import Graph
from queries.server.paging import page_of
from viz.style.typeface import embedded_fonts
from viz.web.drawn import Drawn
from viz.web.page import map_page, page_sources
from viz.web.problem import problem_page, problem_style
from viz.web.state import MapState, state_of
from viz.web.templating import source_hash

HOSTS = ["127.0.0.1", "localhost"]
"""Names under which the pages are served; others are refused, so that no foreign page can ask in the user's name."""
STATUS: tuple[tuple[type[LandskapError], int], ...] = (
    (NotFound, 404),
    (InputError, 422),
    (NotUnderstood, 422),
    (LimitExceeded, 422),
    (Conflict, 409),
    (AskedByAnotherSite, 403),
    (ServerBusy, 503),
    (QueryTooSlow, 504),
    (GraphError, 503),
    (LandskapError, 500),
)
RETRY_SECONDS = 5
"""After which who is told that something cannot be answered just now may ask again."""
On = Annotated[str | None, Query(max_length=10)]
Said = Annotated[str | None, Query(max_length=300)]
Most = Annotated[int | None, Query()]
After = Annotated[str | None, Query(max_length=700)]
Existing = Annotated[bool, Query()]
Json = dict[str, object]


def create_app(graph: Graph, language: Language, hosts: Sequence[str] = ()) -> FastAPI:
    """The application over an open `graph`; `language` is what pages are in unless asked otherwise.

    `hosts` are names under which it is served besides HOSTS.
    """
    app = Application(title="Landskap", docs_url=None, redoc_url=None, openapi_url="/api/openapi.json")
    app.add_middleware(OwnSiteOnly, refuse=_telling(language))
    app.add_middleware(HeadAsGet)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=[*HOSTS, *hosts], www_redirect=False)
    latest = Latest(graph)
    _add_small_pages(app, latest)
    app.router.route_class = KeptAnswers(latest).route()
    _add_pages(app, Current(graph), language)
    _add_feeds(app, graph)
    _add_questions(app, graph)
    _add_errors(app, language)
    return app


class Application(FastAPI):
    """The application with what every response has, also those that are made before or after its routes."""

    def build_middleware_stack(self) -> ASGIApp:
        """Put it around all."""
        return SafeHeaders(super().build_middleware_stack())


def _add_small_pages(app: FastAPI, latest: Latest) -> None:
    @app.get("/", include_in_schema=False)
    async def start(request: Request) -> Response:
        """The first page is the map."""
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"/karta{query}")

    @app.get("/favicon.ico", include_in_schema=False)
    async def icon() -> Response:
        """There is none; browsers ask for it all the same."""
        return Response(status_code=204)

    @app.get("/karta/version", include_in_schema=False)
    async def version() -> Response:
        """What an open page asks, to tell that the landscape has changed since."""
        return PlainTextResponse((await latest.version()).name)


def _asked(request: Request) -> dict[str, str]:
    """Return the parameters of an address. A form without script says each box by itself: `areas=a&areas=b` is `areas=a,b`."""
    query = request.query_params
    return {name: ",".join(query.getlist(name)) for name in query}


def _add_pages(app: FastAPI, current: Current, language: Language) -> None:
    @app.get("/karta", response_class=HTMLResponse, include_in_schema=False)
    def karta(request: Request) -> Response:
        """The landscape map, with the state that the address says."""
        state = state_of(_asked(request), language)
        drawn, version = current.drawn(day(state.on), state)
        return HTMLResponse(map_page(drawn, state, version), headers=_policy(*page_sources()))

    def asked_by_page(request: Request) -> tuple[Drawn, MapState]:
        """What an open page shows, and what it asks of it. Raises Conflict where the landscape is another one by now."""
        state = state_of(_asked(request), language)
        drawn, now = current.drawn(day(state.on), state)
        if request.query_params.get("version", now) != now:
            raise Conflict(Text("the landscape has changed since the page was loaded"), Text("Load it again."))
        return drawn, state

    @app.get("/karta/stapel", include_in_schema=False)
    def opened(request: Request) -> Response:
        """The map with a stack opened, for an open page."""
        drawn, state = asked_by_page(request)
        return JSONResponse(drawn.scene(state.stack or ""))

    @app.get("/karta/part", include_in_schema=False)
    def details(request: Request) -> Response:
        """What the panel says of a party, for an open page."""
        drawn, state = asked_by_page(request)
        return JSONResponse(drawn.details(state.selected or ""))

    @app.get("/karta.svg", include_in_schema=False)
    def picture(request: Request) -> Response:
        """The map as a picture."""
        state = state_of(_asked(request), language)
        drawn, _ = current.drawn(day(state.on), state)
        return Response(drawn.svg(), media_type="image/svg+xml", headers=_policy("", source_hash(embedded_fonts())))


def _add_feeds(app: FastAPI, graph: Graph) -> None:
    @app.get("/api/feeds")
    def ask_feeds(
        party: Annotated[str, Query(max_length=300)],
        direction: Annotated[Literal["up", "down", "both"], Query()] = "both",
        hops: Annotated[int, Query()] = 2,
        kind: Annotated[list[str] | None, Query(max_length=10)] = None,
        most: Most = None,
        after: After = None,
        existing: Existing = False,
        on: On = None,
    ) -> Json:
        """Who feeds a party, and whom it feeds."""
        chosen = standings_of(existing)
        with asked_of_whole(graph):
            answer = asked_feeds(
                graph, party, day(on), chosen, direction=direction, hops=hops, kinds=kind or (), most=most, after=after
            )
        return answer.as_json()


def _add_questions(app: FastAPI, graph: Graph) -> None:
    @app.get("/api/stalls")
    def ask_stalls(
        forum: Said = None, addressee: Said = None, area: Said = None, most: Most = None, after: After = None, on: On = None
    ) -> Json:
        """Which assignments stand still."""
        with asked_of_whole(graph):
            answer = asked_stalls(graph, day(on), most=most, after=after, forum=forum, addressee=addressee, area=area)
        return answer.as_json()

    @app.get("/api/unrepresented")
    def ask_unrepresented(
        area: Said = None,
        level: Said = None,
        actor: Said = None,
        most: Most = None,
        after: After = None,
        existing: Existing = False,
        on: On = None,
    ) -> Json:
        """Which actors lack representation."""
        with asked_of_whole(graph):
            answer = asked_unrepresented(
                graph, day(on), standings_of(existing), most=most, after=after, area=area, level=level, actor=actor
            )
        return answer.as_json()

    @app.get("/api/parties")
    def ask_parties(most: Most = None, after: After = None) -> Json:
        """All actors, forums and functions."""
        page = page_of(most, after)
        with asked_of_whole(graph):
            return parties_document(*listed(graph, page), page)

    @app.get("/api/revisions")
    def ask_revisions() -> Json:
        """The published revisions."""
        with asked_of_whole(graph):
            return {"question": "revisions", "rows": [item.as_json() | {"hash": item.hash} for item in revisions(graph)]}


def _add_errors(app: FastAPI, language: Language) -> None:
    told = _telling(language)
    app.exception_handler(LandskapError)(told)

    @app.exception_handler(404)
    def missing(request: Request, error: Exception) -> Response:
        """A page that there is not."""
        return told(request, NotFound(Text("there is no page {path}", path=request.url.path), (), Text("The map is at /karta")))


def _telling(language: Language) -> Callable[[Request, Exception], Response]:
    def told(request: Request, error: Exception) -> Response:
        """An error as a page for people, as problem+json for programs."""
        if not isinstance(error, LandskapError):
            raise error
        status = next(code for kind, code in STATUS if isinstance(error, kind))
        later = {"Retry-After": str(RETRY_SECONDS)} if status == 503 else {}
        if request.url.path.startswith("/api/"):
            document = error_document(error) | {"status": status}
            return JSONResponse(document, status, later, media_type="application/problem+json")
        return HTMLResponse(problem_page(error, language, request.query_params), status, _policy("", problem_style()) | later)

    return told


def _policy(scripts: str, styles: str) -> dict[str, str]:
    return {"Content-Security-Policy": page_policy(scripts, styles)}
