"""The web application: the routes of the map and of the questions, with the guards before them."""

from collections.abc import Callable, Sequence
from functools import partial

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse
from starlette.types import ASGIApp

from api.lenses.lens_page import list_lenses
from api.lenses.map_part import TooManyParties
from api.pages.addresses import MAP
from api.pages.page import Asked
from api.terminal.session import parse_day
from api.v1.routes import add_operations
from api.web.access_log import AccessLog
from api.web.errors import ErrorAnswers
from api.web.guards import HeadAsGet, OwnNameOnly, OwnSiteOnly, SafeHeaders, build_page_policy
from api.web.kept_answers import AnswerCache
from api.web.landscape_cache import LandscapeCache
from api.web.latest import VersionReader
from api.web.limits import LimitedRequests
from api.web.map_files import add_map_files, answer_counted
from api.web.negotiation import FormByAccept
from api.web.pages import PAGE_PATHS, add_assets, add_pages, read_asked, read_parameters
from api.web.quick_answers import QuickAnswers
from api.web.streams import VersionStreams
from model.errors import Conflict, ServerBusy
from model.language import Language, Text
from queries.server.graph import Graph
from viz.web.drawn import DrawnMap
from viz.web.page import hash_page_sources, render_map_page
from viz.web.state import MapState, parse_state

HOSTS = ["127.0.0.1", "localhost"]
"""Names under which the pages are served. Others are refused, so that no foreign page can ask in the user's name."""


def create_app(
    graph: Graph, language: Language, hosts: Sequence[str] = (), write_log: Callable[[str], object] | None = None
) -> FastAPI:
    """Return the application over an open `graph`, in `language` unless an address asks for another.

    `hosts` are names under which it is served besides HOSTS. `write_log` takes the lines of the access log, if there is one.
    """
    errors = ErrorAnswers(language)
    latest = VersionReader(graph)
    streams = VersionStreams(latest, graph.background.list_ready)
    app = Application(
        title="Landskap",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        lifespan=streams.live,
    )
    app.add_middleware(FormByAccept, refuse=errors.answer)
    app.add_middleware(OwnSiteOnly, refuse=errors.answer)
    app.add_middleware(HeadAsGet)
    app.add_middleware(OwnNameOnly, hosts=[*HOSTS, *hosts], refuse=errors.refuse_host)
    app.add_middleware(LimitedRequests, refuse=errors.answer)
    app.repeat = partial(QuickAnswers, latest=latest)
    if write_log:
        app.access_log = partial(AccessLog, write=write_log, language=language)
    streams.add_to(app)
    _add_small_pages(app, latest)
    add_assets(app)
    app.router.route_class = AnswerCache(latest).make_route_class()
    _add_map(app, graph, language)
    add_pages(app, graph, language)
    add_operations(app, graph, language, PAGE_PATHS)
    errors.add_to(app)
    return app


class Application(FastAPI):
    """An application with headers on every response, also on those that are made before or after its routes.

    If it has an access log, every response has a line in it.
    """

    access_log: Callable[[ASGIApp], AccessLog] | None = None
    repeat: Callable[[ASGIApp], QuickAnswers] | None = None

    def build_middleware_stack(self) -> ASGIApp:
        """Put the headers around all other middleware, what repeats answers around them, and the log around all."""
        stack: ASGIApp = SafeHeaders(super().build_middleware_stack())
        stack = self.repeat(stack) if self.repeat else stack
        return self.access_log(stack) if self.access_log else stack


def _add_small_pages(app: FastAPI, latest: VersionReader) -> None:
    @app.get("/favicon.ico", include_in_schema=False)
    async def icon() -> Response:
        """Answer browsers that there is no icon."""
        return Response(status_code=204)

    @app.get("/livez", include_in_schema=False)
    async def alive() -> Response:
        """Answer that the process runs, without asking the graph."""
        return PlainTextResponse("ok")

    @app.get("/readyz", include_in_schema=False)
    async def ready() -> Response:
        """Answer whether the pages can be answered: 503 while the graph is away or part of a large change is written."""
        if not (await latest.version()).whole:
            raise ServerBusy(Text("a large change is being written"), Text("Try again in a moment."))
        return PlainTextResponse("ok")


def _add_map(app: FastAPI, graph: Graph, language: Language) -> None:
    current = LandscapeCache(graph)

    @app.get("/karta", response_class=HTMLResponse, include_in_schema=False)
    def karta(request: Request) -> Response:
        """Answer with the page of the map, in the state that the address says."""
        asked = read_asked(request, graph, language, "")
        state = parse_state(asked.query, language)
        try:
            drawn, version = current.drawn(parse_day(state.on), state)
        except TooManyParties as error:
            return answer_counted(asked, error)
        page = render_map_page(drawn, state, version, _describe_surroundings(asked))
        return HTMLResponse(page, headers=_build_policy_headers(*hash_page_sources()))

    def asked_by_page(request: Request) -> tuple[DrawnMap, MapState]:
        """Return the map that an open page shows, and its state. Raises Conflict if the landscape has changed since."""
        state = parse_state(read_parameters(request), language)
        drawn, now = current.drawn(parse_day(state.on), state)
        if request.query_params.get("version", now) != now:
            raise Conflict(Text("the landscape has changed since the page was loaded"), Text("Load it again."))
        return drawn, state

    @app.get("/karta/stapel", include_in_schema=False)
    def opened(request: Request) -> Response:
        """Answer an open page with the map where a stack is open."""
        drawn, state = asked_by_page(request)
        return JSONResponse(drawn.scene(state.stack or ""))

    @app.get("/karta/part", include_in_schema=False)
    def details(request: Request) -> Response:
        """Answer an open page with the details of a party."""
        drawn, state = asked_by_page(request)
        return JSONResponse(current.details(drawn, state.selected or ""))

    add_map_files(app, graph, language, current)


def _describe_surroundings(asked: Asked) -> dict[str, object]:
    """Return what the header of all pages and the choice of lenses need."""
    return {
        "link": asked.link,
        "frame": asked.frame,
        "query": asked.query,
        "section": MAP,
        "SECTIONS": asked.paths,
        "lenses": list_lenses(asked, ""),
    }


def _build_policy_headers(scripts: str, styles: str) -> dict[str, str]:
    return {"Content-Security-Policy": build_page_policy(scripts, styles)}
