"""The page of the landscape map, as one self-contained file or as the server sends it, and the page of an error.

A file requests nothing from outside itself, no text of the landscape becomes markup, and the policy allows only our own scripts
and styles.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup

from model.errors import InputError, LandskapError, LimitExceeded
from model.language import DATA_LANGUAGE, Language, Text
from model.vocabulary.contents import Contents
from model.vocabulary.flows import FlowKind
from viz.draw.legend import draw_flow_sample, draw_sign_sample
from viz.style.static_files import read_static
from viz.style.typeface import embed_fonts
from viz.web import parts
from viz.web.assets import address_of_asset
from viz.web.drawn import AbsentParty, DrawnMap
from viz.web.network import LIBRARY_FOLDER
from viz.web.state import MapState, query_of
from viz.web.table import build_rows
from viz.web.templating import build_environment, hash_source, inline_source

FILE_POLICY = "default-src 'none'; script-src {}; style-src {}; img-src data: blob:; font-src data:; base-uri 'none'"
STYLE_FILE = "map.css"
DRAWING_STYLE_FILE = "drawings.css"
SCRIPT_FILES = (
    *("live.js", "state.js", "scene.js", "draw.js", "pointing.js", "stage.js", "panel.js", "search.js", "controls.js", "keys.js"),
    *("fetching.js", "main.js"),
)


def render_map_file(contents: Contents, on: str, language: Language) -> str:
    """Return the map as one self-contained file; the same landscape and day give the same bytes. Raises LimitExceeded."""
    if (number := sum(party.holds_on(on) for party in contents.parties())) > parts.MOST_PARTIES_IN_FILE:
        text = Text("a file of the map holds at most {most} parties, not {n}", most=parts.MOST_PARTIES_IN_FILE, n=number)
        raise LimitExceeded(text, Text("The pages show a landscape of any size: landskap serve"))
    return render_map_page(DrawnMap(contents, on, language), MapState(language))


def render_map_page(drawn: DrawnMap, state: MapState, version: str = "", around: Mapping[str, Any] = MappingProxyType({})) -> str:
    """Return the map in a state: a file that holds its own policy, or with a `version` the page that is served.

    `version` is the server's name for the landscape as it is drawn. The page tells its reader when the server has a newer one.
    `around` is what the header of all pages and the choice of lenses need.
    """
    state = drawn.drop_unknown(replace(state, selected=drawn.current_ids.get(state.selected or "", state.selected)))
    style, script, library = _read_style(), read_static(*SCRIPT_FILES), _read_library()
    rows = build_rows(drawn.parties, drawn.flows, state)
    template = build_environment(drawn.language).get_template("map.html.j2")
    return template.render(
        drawn=drawn,
        view=drawn.view,
        state=state,
        version=version,
        around=around,
        **around,
        data=drawn.data if version else drawn.data_of_file,
        policy="" if version else FILE_POLICY.format(*hash_page_sources()),
        style=inline_source(style),
        script=inline_source(script),
        library=inline_source(library),
        rows=rows,
        selected=drawn.parties.get(state.selected or ""),
        filtered_out=any(row["id"] == state.selected and not row["shows"] for row in rows),
        flow_sample=lambda kind, proposed: Markup(draw_flow_sample(kind, proposed)),  # noqa: S704  # our own drawing
        sign_sample=lambda sign: Markup(draw_sign_sample(sign)),  # noqa: S704  # our own drawing
        filters_hide=any(not part["shows"] for row in rows for part in (row, *row["taken"])),
        missing=" ".join(text.in_(drawn.language) for text in _find_missing(drawn, state)),
        elsewhen=_find_absent(drawn, state),
        query_of=lambda language, on=state.on: query_of(replace(state, on=on), language),
        whole=query_of(MapState(drawn.language, on=state.on, existing=state.existing), drawn.language),
        landscape=drawn.contents.landscape,
        free_text="" if drawn.language == DATA_LANGUAGE else DATA_LANGUAGE,
        has_examples=any(record.example for record in drawn.contents),
        several=any(line.kind is None for line in drawn.view.lines),
        kinds={kind: kind.term.in_(drawn.language) for kind in FlowKind},
    )


def _find_missing(drawn: DrawnMap, state: MapState) -> Iterator[Text]:
    """Yield a sentence on each thing in the address that does not exist."""
    missing = next((id_ for id_ in (state.selected, state.stack) if id_ and not drawn.knows(id_)), None)
    if absent := _find_absent(drawn, state):
        text = Text("{name} has ended ({day}).") if absent.ended else Text("{name} has not begun yet ({day}).")
        yield Text(text.message, name=absent.name, day=absent.day)
    elif missing:
        yield Text("This landscape has nothing with the id '{id}' on {on}.", on=drawn.on, id=missing)
    if state.unknown:
        yield Text("The map does not know {said} in its address and ignores it.", said=", ".join(state.unknown))


def _find_absent(drawn: DrawnMap, state: MapState) -> AbsentParty | None:
    """Return the selected party if it is there on another day than the map's."""
    return drawn.elsewhen.get(state.selected or "")


@cache
def _read_library() -> str:
    """Return vis-network as pyvis ships it, without the address of its source map, and in ASCII, which a page may hold."""
    text = (LIBRARY_FOLDER / "vis-network.min.js").read_text(encoding="utf-8")
    text = "\n".join(line for line in text.split("\n") if not line.startswith("//# sourceMappingURL"))
    return re.sub("[^\0-\x7f]", lambda found: f"\\u{ord(found[0]):04x}", text)


@cache
def _read_style() -> str:
    """Return our style with the map's font."""
    return embed_fonts() + "\n" + read_static(STYLE_FILE, DRAWING_STYLE_FILE)


@cache
def hash_page_sources() -> tuple[str, str]:
    """Return the names of the page's scripts in a policy, and of its style."""
    return f"{hash_source(_read_library())} {hash_source(read_static(*SCRIPT_FILES))}", hash_source(_read_style())


def render_problem(error: LandskapError, language: Language, view: Mapping[str, str], retry: int = 0) -> str:
    """Return the page of an error with the way out and a link to the map.

    `view` is what the links keep of the address that led to the error. If that may do after `retry` seconds, the page
    asks again by itself when the landscape can be reached.
    """
    problems = [problem.in_(language) for problem in error.problems] if isinstance(error, InputError) else []
    template = build_environment(language).get_template("problem.html.j2")
    text = error.text.in_(language)
    return template.render(
        text=f"{text[:1].upper()}{text[1:].rstrip('.')}.",
        way_out=error.way_out,
        problems=problems,
        map=f"/karta?{urlencode(view)}" if view else "/karta",
        retry=retry,
        script=address_of_asset("live.js"),
        style=inline_source(read_static(STYLE_FILE)),
    )


def hash_problem_style() -> str:
    """Return the name of the error page's style in a policy."""
    return hash_source(read_static(STYLE_FILE))
