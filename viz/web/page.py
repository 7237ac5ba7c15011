"""The landscape map as a page: one self-contained file, or the same page as the server sends it.

No request leaves the page, no text of the landscape becomes markup, and the policy allows no script or style but ours.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from markupsafe import Markup

from model.language import Language, Text
from model.vocabulary.contents import Contents
from model.vocabulary.flows import FlowKind
from viz.draw.legend import draw_flow_sample, draw_sign_sample
from viz.style.typeface import embed_fonts
from viz.web.drawn import DrawnMap
from viz.web.network import LIBRARY_FOLDER
from viz.web.state import MapState, query_of
from viz.web.table import build_rows
from viz.web.templating import build_environment, hash_source, inline_source, read_static

SCRIPT_FILES = (
    *(
        "state.js",
        "scene.js",
        "draw.js",
        "pointing.js",
        "stage.js",
        "panel.js",
        "search.js",
        "controls.js",
        "keys.js",
        "watch.js",
    ),
    *("fetching.js", "main.js"),
)


def render_map_file(contents: Contents, on: str, language: Language) -> str:
    """The map as one self-contained file: the same landscape and day give the same bytes. Raises LimitExceeded."""
    return render_map_page(DrawnMap(contents, on, language), MapState(language))


def render_map_page(drawn: DrawnMap, state: MapState, version: str = "") -> str:
    """The map in a state, as a file that holds its own policy, or as it is served.

    `version` is what the server that sends it calls the landscape as it is drawn here: the page tells when it calls it otherwise.
    """
    state = drawn.known(replace(state, selected=drawn.now.get(state.selected or "", state.selected)))
    style, script, library = _read_style(), read_static(*SCRIPT_FILES), _read_library()
    told = build_rows(drawn.parties, drawn.flows, state)
    template = build_environment(drawn.language).get_template("map.html.j2")
    return template.render(
        drawn=drawn,
        view=drawn.view,
        state=state,
        version=version,
        data=drawn.data if version else drawn.data_of_file,
        policy="" if version else _build_policy(),
        style=inline_source(style),
        script=inline_source(script),
        library=inline_source(library),
        rows=told,
        selected=drawn.parties.get(state.selected or ""),
        filtered_out=any(row["id"] == state.selected and not row["shows"] for row in told),
        flow_sample=lambda kind, proposed: Markup(draw_flow_sample(kind, proposed)),  # noqa: S704  # our own drawing
        sign_sample=lambda sign: Markup(draw_sign_sample(sign)),  # noqa: S704  # our own drawing
        filters_hide=any(not part["shows"] for row in told for part in (row, *row["taken"])),
        missing=" ".join(text.in_(drawn.language) for text in _find_missing(drawn, state)),
        query_of=query_of,
        landscape=drawn.contents.landscape,
        has_examples=any(record.example for record in drawn.contents),
        several=any(line.kind is None for line in drawn.view.lines),
        kinds={kind: kind.term.in_(drawn.language) for kind in FlowKind},
    )


def _find_missing(drawn: DrawnMap, state: MapState) -> Iterator[Text]:
    """What the address asks for that there is not."""
    nobody = next((id_ for id_ in (state.selected, state.stack) if id_ and not drawn.knows(id_)), None)
    if nobody:
        yield Text("Nothing in this landscape on {on} is called '{id}'.", on=drawn.on, id=nobody)
    if state.unknown:
        yield Text("The map does not know {said}, which its address says, and leaves it out.", said=", ".join(state.unknown))


@cache
def _read_library() -> str:
    """vis-network as pyvis ships it, without the address of its source map."""
    text = (LIBRARY_FOLDER / "vis-network.min.js").read_text(encoding="utf-8")
    return "\n".join(line for line in text.split("\n") if not line.startswith("//# sourceMappingURL"))


@cache
def _read_style() -> str:
    """Our style, with the map's font in it."""
    return embed_fonts() + "\n" + read_static("map.css")


@cache
def hash_page_sources() -> tuple[str, str]:
    """What a policy calls the page's scripts by, and its style."""
    return f"{hash_source(_read_library())} {hash_source(read_static(*SCRIPT_FILES))}", hash_source(_read_style())


def _build_policy() -> str:
    scripts, styles = hash_page_sources()
    return f"default-src 'none'; script-src {scripts}; style-src {styles}; img-src data: blob:; font-src data:; base-uri 'none'"
