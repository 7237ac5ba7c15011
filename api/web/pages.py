"""The routes of the pages: each page at its address, and the same content as data at the address with an ending.

Start at PAGES. A page is a function from `Asked` to `WebPage` (`api/pages/`).
"""

import json
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from api.lenses.counted_page import draw_or_count
from api.lenses.focus_page import build_focus_page
from api.lenses.lens_page import LENSES
from api.municipalities.municipality_pages import build_municipalities_page, build_municipality_page
from api.pages.about import build_about_page, build_accessibility_page
from api.pages.addresses import MAP, START
from api.pages.changes import build_changes_page
from api.pages.decisions.decision import build_decision_page
from api.pages.decisions.overview import build_decisions_page
from api.pages.decisions.times import build_times_page
from api.pages.findings import build_finding_page, build_findings_page
from api.pages.glossary import build_glossary_page
from api.pages.page import MEDIA_TYPES, Asked, Elsewhere, WebPage, Worked, render_feed, render_page
from api.pages.representation import build_representation_page
from api.pages.revisions import build_revision_page, build_revisions_page
from api.pages.search import build_search_page
from api.pages.start import build_start_page
from api.pages.system import build_system_page
from api.pages.year import build_year_page
from api.parties.party_page import build_party_page, lead_forum
from api.v1.problems import build_problem_page, build_problems_page
from api.v1.reference_page import build_reference_page
from api.web.guards import OWN_FILES, build_page_policy
from loaders.reports.data_tables import write_table_csv, write_table_workbook
from model.errors import LimitExceeded, NotFound, ServerBusy
from model.language import LANGUAGES, Language, Text
from queries.landscape.registers import require_whole_landscape
from queries.server.background import WorkState
from queries.server.graph import Graph
from viz.web.assets import ASSET_PATH, ASSET_TYPES, list_assets
from viz.web.state import LONGEST_PARAMETER
from viz.web.templating import hash_source

PAGES: Mapping[str, Callable[[Asked], WebPage]] = {
    "/": build_start_page,
    "/arshjul": build_year_page,
    "/revisioner": build_revisions_page,
    "/revisioner/{id}": build_revision_page,
    "/andringar": build_changes_page,
    "/beslut": build_decisions_page,
    "/beslut/tider": build_times_page,
    "/beslut/{id}": build_decision_page,
    "/om": build_about_page,
    "/ordlista": build_glossary_page,
    "/tillganglighet": build_accessibility_page,
    "/iakttagelser": build_findings_page,
    "/iakttagelser/{id:path}": build_finding_page,
    **{f"/karta/{name}": draw_or_count(name) for name in LENSES},
    "/karta/fokus/{id}": build_focus_page,
    "/representation": build_representation_page,
    "/system": build_system_page,
    "/sok": build_search_page,
    "/kommuner": build_municipalities_page,
    "/kommuner/{id}": build_municipality_page,
    "/part/{id}": build_party_page,
    "/forum/{id}": lead_forum,
    "/api/v1": build_reference_page,
    "/api/v1/problems": build_problems_page,
    "/api/v1/problems/{id}": build_problem_page,
}
"""The pages by their paths; `{id}` is the id of the one thing that a page is about."""
WORKED_OUT: Mapping[str, Text] = {"/representation": Text("Who has a voice, and what would mend it, is still being worked out.")}
"""Pages that are made in the background where they take long, and what is said until then."""
PAGE_PATHS = frozenset({*PAGES, MAP})
STYLE = re.compile("<style>([^<]*)</style>")
"""The style of a picture, which a browser that opens it alone takes by its hash."""
WEEK = 7 * 24 * 3600


def add_assets(app: FastAPI) -> None:
    """Add the routes of styles, scripts and fonts, which a browser may keep: their addresses change with their content."""

    @app.get(f"{ASSET_PATH}{{name}}", include_in_schema=False)
    async def asset(name: str) -> Response:
        """Answer with a file."""
        if name not in list_assets():
            raise NotFound(Text("there is no file {name}", name=name))
        headers = {"Cache-Control": f"public, max-age={WEEK}, immutable"}
        return Response(list_assets()[name], media_type=ASSET_TYPES[Path(name).suffix], headers=headers)


def add_pages(app: FastAPI, graph: Graph, language: Language) -> None:
    """Add the routes of the pages, in `language` unless an address asks for another."""
    for path, build in PAGES.items():
        for ending in MEDIA_TYPES:
            _add_page(app, graph, language, build, "/start" if path == START else path, ending)
        _add_page(app, graph, language, build, path, "")


def _add_page(app: FastAPI, graph: Graph, language: Language, build: Callable[[Asked], WebPage], path: str, ending: str) -> None:
    def answer(request: Request) -> Response:
        asked = read_asked(request, graph, language, ending)
        try:
            with require_whole_landscape(graph):
                if path in WORKED_OUT:
                    return _work_out_page(request, asked, build, WORKED_OUT[path])
                page = build(asked)
                request.state.unfinished = page.unfinished is not None
                return make_page(asked, page, str(request.base_url))
        except Elsewhere as elsewhere:
            there = urlsplit(elsewhere.address)
            file = there._replace(path=f"{there.path}.{ending}", fragment="")
            status = HTTPStatus.MOVED_PERMANENTLY if elsewhere.permanent else HTTPStatus.TEMPORARY_REDIRECT
            return RedirectResponse((file if ending else there).geturl(), status)

    app.get(f"{path}.{ending}" if ending else path, include_in_schema=False)(answer)


def _work_out_page(request: Request, asked: Asked, build: Callable[[Asked], WebPage], missing: Text) -> Response:
    """Return a page that is made as a whole in the background, or that it is still being worked out."""
    home = str(request.base_url)
    key = (asked.path, asked.on, asked.language, asked.ending, home, *sorted(asked.query.items()))

    def work_out(_graph: Graph, _key: object) -> Iterator[WorkState[Response | None]]:
        yield WorkState(None, 1, missing)
        page = replace(build(asked), worked=[Worked(WorkState(None), "")])
        yield WorkState(make_page(asked, page, home))

    worked = asked.work_out("page", key, work_out)
    request.state.unfinished = worked.state.left > 0
    if made := worked.state.value:
        return Response(made.body, made.status_code, dict(made.headers))
    title = Text("This page is still being worked out")
    return make_page(asked, WebPage("unfinished", title, {}, {}, asked.path, worked=[worked]), home)


def make_page(asked: Asked, page: WebPage, home: str) -> Response:
    """Return a page in the form that is asked for; the pages are served under `home`. Raises NotFound if it has none."""
    return make_file(asked, page, asked.ending, home) if asked.ending else make_html(asked, page)


def read_asked(request: Request, graph: Graph, language: Language, ending: str) -> Asked:
    """Return what a request asks. Raises LimitExceeded."""
    query = read_parameters(request)
    if long := [name for name, value in query.items() if len(value) > LONGEST_PARAMETER]:
        text = Text("'{name}' in the address is too long: at most {most} characters", name=long[0], most=LONGEST_PARAMETER)
        raise LimitExceeded(text)
    path = request.url.path.removesuffix(f".{ending}") if ending else request.url.path
    spoken = next((known for known in LANGUAGES if known == query.get("lang")), language)
    id_, path = request.path_params.get("id", ""), START if path == "/start" else path
    return Asked(graph, spoken, path, query, id_, language, ending, PAGE_PATHS, request.state.version)


def read_parameters(request: Request) -> dict[str, str]:
    """Return the parameters of an address. A form without script repeats names: `areas=a&areas=b` is `areas=a,b`."""
    query = request.query_params
    return {name: ",".join(query.getlist(name)) for name in query}


def make_html(asked: Asked, page: WebPage) -> Response:
    """Return a page as HTML with its policy."""
    policy = build_page_policy(OWN_FILES, OWN_FILES, OWN_FILES)
    return HTMLResponse(render_page(asked, page), page.status, headers={"Content-Security-Policy": policy})


def make_file(asked: Asked, page: WebPage, ending: str, home: str) -> Response:
    """Return the content of a page in another form; the pages are served under `home`. Raises NotFound if it has none."""
    if page.unfinished and ending != "json":
        text = Text("this file is still being worked out")
        raise ServerBusy(text, Text("Try again in a moment; the page says when it is ready."))
    if ending not in page.endings():
        text = Text("this page cannot be had as {ending}", ending=ending)
        raise NotFound(text, (), Text("It can be had as: {endings}", endings=", ".join(page.endings())))
    content = _write_content(asked, page, ending, home)
    style = STYLE.search(content.decode()) if ending == "svg" else None
    headers = {"Content-Security-Policy": build_page_policy("", hash_source(style.group(1)))} if style else {}
    return Response(content, media_type=MEDIA_TYPES[ending], headers=headers)


def _write_content(asked: Asked, page: WebPage, ending: str, home: str) -> bytes:
    if ending == "json":
        waiting = {"waiting": page.worked[-1].state.as_json()} if page.worked else {}
        return json.dumps({"on": asked.on, **page.data, **waiting}, ensure_ascii=False).encode()
    if ending == "atom":
        return render_feed(asked, page, home).encode()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"page.{ending}"
        if ending in page.files:
            page.files[ending](file)
        elif ending == "csv":
            write_table_csv(file, page.tables[0], asked.language)
        else:
            write_table_workbook(file, page.tables, f"{page.title.in_(asked.language)} {asked.on}", asked.language)
        return file.read_bytes()
