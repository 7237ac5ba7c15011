"""The landscape map as a page: one self-contained file, or the same page as the server sends it.

No request leaves the page, no text of the landscape becomes markup, and the policy allows no script or style but ours.
"""

import base64
from dataclasses import replace
from functools import cache
from typing import Any

from markupsafe import Markup

from model.contents import Contents
from model.errors import LimitExceeded
from model.identity import present_ids
from model.knowledge import true_on
from model.language import Language, Text
from viz import palette
from viz.geometry import Geometry, MapView, Rect
from viz.layout import arrange, lay_out
from viz.network import LIBRARY, LandscapeNetwork
from viz.particulars import Telling
from viz.signs import LOOP
from viz.state import MapState
from viz.strokes import loop
from viz.svg import svg_of
from viz.table import rows
from viz.templating import embedded, environment, inline, source_hash, static
from viz.typeface import embedded_fonts
from viz.view import view_of
from viz.words import map_words

SCRIPTS = (
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
    "main.js",
)
MOST_PARTIES = 5_000
"""Parties that a page tells everything of; a larger landscape is asked in parts."""


def map_file(contents: Contents, on: str, language: Language) -> str:
    """The map as one self-contained file: the same landscape and day give the same bytes. Raises LimitExceeded."""
    return map_page(Drawn(contents, on, language), MapState(language))


class Drawn:
    """A landscape on a day, told and drawn in one language: all that its pages have in common. Raises LimitExceeded."""

    def __init__(self, contents: Contents, on: str, language: Language) -> None:
        self.contents, self.on, self.language = true_on(contents, on), on, language
        self.bare = next(iter(contents.parties()), None) is None
        """Whether there is nobody on any day."""
        if sum(1 for _party in self.contents.parties()) > MOST_PARTIES:
            text = Text("a page shows at most {most} parties", most=MOST_PARTIES)
            raise LimitExceeded(text, Text("Choose a smaller landscape, or ask on the command line."))
        telling = Telling(self.contents, language)
        self.parties, self.flows = telling.parties(), telling.flows()
        self.now = {former: id_ for (_label, former), id_ in present_ids(self.contents.parties()).items()}
        """Former id → the id of now."""
        self.view = view_of(self.contents, on, language)
        self.geometry = lay_out(self.view)
        scenes = self._scenes()
        self.names = self.parties.keys() | scenes.keys()
        """What an address can call by its id: parties and stacks."""
        self.data = embedded(self._data(scenes))
        self.picture = self._picture()

    def _data(self, scenes: dict[str, Any]) -> dict[str, Any]:
        """What the script works on."""
        return {
            "parties": self.parties,
            "flows": self.flows,
            "now": self.now,
            "network": LandscapeNetwork(self.view, self.geometry).data(),
            "scenes": scenes,
            "words": map_words(self.language),
            "palette": _palette(),
            "language": self.language,
            "on": self.on,
        }

    def _scenes(self) -> dict[str, Any]:
        """The map as it begins (under ""), and with each stack opened."""
        scenes = {"": _scene(self.view, self.geometry)}
        arrangement = arrange(self.view)
        for stack in (box.id for box in self.view.boxes if box.shape == "stack"):
            view = view_of(self.contents, self.on, self.language, stack)
            scenes[stack] = _scene(view, lay_out(view, arrangement))
        return scenes

    def _picture(self) -> str:
        """The map as an SVG in a data address, for print and for readers without script."""
        svg = svg_of(self.view, self.geometry, self.language)
        return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


def map_page(drawn: Drawn, state: MapState, version: str = "") -> str:
    """The map in a state, as a file that holds its own policy, or as it is served.

    `version` is what the server that sends it calls the landscape as it is drawn here: the page tells when it calls it otherwise.
    """
    state = replace(state, selected=drawn.now.get(state.selected or "", state.selected))
    style, script, library = _style(), static(*SCRIPTS), _library()
    told = rows(drawn.parties, drawn.flows, state)
    template = environment(drawn.language).get_template("map.html.j2")
    return template.render(
        drawn=drawn,
        view=drawn.view,
        state=state,
        version=version,
        policy="" if version else _policy(),
        style=inline(style),
        script=inline(script),
        library=inline(library),
        rows=told,
        selected=drawn.parties.get(state.selected or ""),
        filtered_out=any(row["id"] == state.selected and not row["shows"] for row in told),
        loop_sample=Markup(loop(Rect(8, -7, LOOP + 14, 14), 3)),  # noqa: S704  # our own drawing, of numbers
        missing=next((id_ for id_ in (state.selected, state.stack) if id_ and id_ not in drawn.names), None),
        landscape=drawn.contents.landscape,
        has_examples=any(record.example for record in drawn.contents),
        kinds={kind: kind.term.in_(drawn.language) for kind in palette.FLOWS},
        palette=palette,
    )


def _scene(view: MapView, geometry: Geometry) -> dict[str, Any]:
    boxes = {box.id: box for box in view.boxes}
    lines = {line.id: line for line in view.lines}
    geo = geometry.as_json()
    return {
        **geo,
        "boxes": [placed | _box(boxes[placed["id"]]) for placed in geo["boxes"]],
        "paths": [path | _line(lines[path["id"]]) for path in geo["paths"]],
    }


def _box(box: Any) -> dict[str, Any]:
    names = ("name", "shape", "stacked_shape", "area", "members", "stack")
    return {name: getattr(box, name) for name in names}


def _line(line: Any) -> dict[str, Any]:
    names = ("source", "target", "kind", "uncertain")
    return {name: getattr(line, name) for name in names}


def _palette() -> dict[str, Any]:
    plain = {
        name: getattr(palette, name)
        for name in ("FONT", "PAPER", "INK", "FADED", "FADED_BORDER", "WALKED", "ROW", "ROW_BORDER", "DIVIDER", "BOX_BORDER")
    }
    return plain | {
        "BADGE": palette.BADGE,
        "MARK": palette.MARK,
        "FLAG": palette.FLAG,
        "FOCUS": palette.FOCUS,
        "PROPOSED_DASH": palette.PROPOSED_DASH,
        "TAIL_RADIUS": palette.TAIL_RADIUS,
        "LOOP": LOOP,
        "HEADS": dict(palette.HEADS),
        "AREAS": {colour: _fields(style) for colour, style in palette.AREAS.items()},
        "FLOWS": {kind: _fields(style) for kind, style in palette.FLOWS.items()},
    }


def _fields(style: Any) -> dict[str, Any]:
    return {name: getattr(style, name) for name in style.__slots__}


@cache
def _library() -> str:
    """vis-network as pyvis ships it, without the address of its source map."""
    text = (LIBRARY / "vis-network.min.js").read_text(encoding="utf-8")
    return "\n".join(line for line in text.split("\n") if not line.startswith("//# sourceMappingURL"))


@cache
def _style() -> str:
    """Our style, with the map's font in it."""
    return embedded_fonts() + "\n" + static("map.css")


@cache
def page_sources() -> tuple[str, str]:
    """What a policy calls the page's scripts by, and its style."""
    return f"{source_hash(_library())} {source_hash(static(*SCRIPTS))}", source_hash(_style())


def _policy() -> str:
    scripts, styles = page_sources()
    return f"default-src 'none'; script-src {scripts}; style-src {styles}; img-src data: blob:; font-src data:; base-uri 'none'"
