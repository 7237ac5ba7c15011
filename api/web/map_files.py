"""The map as files: its picture, and the counts of what has too many parties to be drawn one by one."""

from fastapi import FastAPI, Request, Response

from api.lenses.counted_page import build_counted_page
from api.lenses.map_part import TooManyParties, choose_part
from api.pages.addresses import MAP
from api.pages.page import Asked
from api.web.guards import build_page_policy
from api.web.landscape_cache import LandscapeCache
from api.web.pages import make_file, make_html, read_asked
from model.errors import NotFound
from model.language import Language, Text
from queries.landscape.registers import require_whole_landscape
from queries.server.graph import Graph
from viz.style.typeface import embed_fonts
from viz.web.state import parse_state
from viz.web.templating import hash_source

COUNTED_FORMS = ("json", "csv", "xlsx")
"""The forms of a counted map beside its picture; one that is drawn party by party has its table on the page."""


def answer_counted(asked: Asked, error: TooManyParties) -> Response:
    """Return the page, or the form of it that is asked for, of a part that a map refused to draw."""
    page = build_counted_page(asked, error.chosen)
    return make_file(asked, page, asked.ending, "") if asked.ending else make_html(asked, page)


def add_map_files(app: FastAPI, graph: Graph, language: Language, current: LandscapeCache) -> None:
    """Add the routes of the map's picture and of its counts as data."""

    @app.get(f"{MAP}.svg", include_in_schema=False)
    def picture(request: Request) -> Response:
        """Answer with the map as a picture."""
        asked = read_asked(request, graph, language, "svg")
        try:
            drawn, _ = current.drawn(asked.on, parse_state(asked.query, language))
        except TooManyParties as error:
            return answer_counted(asked, error)
        headers = {"Content-Security-Policy": build_page_policy("", hash_source(embed_fonts()))}
        return Response(drawn.svg(), media_type="image/svg+xml", headers=headers)

    for ending in COUNTED_FORMS:
        _add_counted_file(app, graph, language, ending)


def _add_counted_file(app: FastAPI, graph: Graph, language: Language, ending: str) -> None:
    def counted_file(request: Request) -> Response:
        asked = read_asked(request, graph, language, ending)
        with require_whole_landscape(graph):
            chosen = choose_part(graph, asked.on, parse_state(asked.query, language))
            if chosen and chosen.is_large:
                return answer_counted(asked, TooManyParties(chosen))
        way_out = Text("It can be had as: {endings}", endings="svg")
        raise NotFound(Text("this page cannot be had as {ending}", ending=ending), (), way_out)

    app.get(f"{MAP}.{ending}", include_in_schema=False)(counted_file)
