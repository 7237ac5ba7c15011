"""A landscape on a day, told and drawn in one language: what its pages have in common, and a stack opened when asked for."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from markupsafe import Markup

from model.edits.identity import index_former_ids
from model.errors import NotFound
from model.history.knowledge import reconstruct_contents
from model.language import Language, Text
from model.vocabulary.contents import Contents
from model.vocabulary.flows import FlowKind
from viz.draw.svg import draw_svg
from viz.layout.lay_out import arrange, lay_out_view
from viz.style import palette
from viz.style.geometry import AreaHeading, Geometry, Heading, MapView
from viz.view.details import Details, LandscapeDetails
from viz.view.stacking import MEMBERS_PER_PAGE
from viz.view.view import build_view
from viz.web.network import LandscapeNetwork
from viz.web.packing import pack_records
from viz.web.parts import ASPECT_REGISTERS, MapPart, list_values, select_part
from viz.web.state import MapState, select_known
from viz.web.templating import embed_json
from viz.web.words import translate_words

WHOLE_MAP = MapPart()


class DrawnMap:
    """A landscape on a day, told and drawn in one language; of one too large for a page, a part. Raises TooManyParties."""

    def __init__(self, contents: Contents, on: str, language: Language, part: MapPart = WHOLE_MAP) -> None:
        self.contents, self.on, self.language = reconstruct_contents(contents, on), on, language
        self.bare = next(iter(contents.parties()), None) is None
        """Whether there is nobody on any day."""
        self.shown = select_part(self.contents, part, language)
        """What is drawn of `contents`: all, or the part."""
        telling = LandscapeDetails(self.contents, language, self.shown)
        self.parties, self.flows = telling.parties(), telling.flows()
        self.now = {former: id_ for (_label, former), id_ in index_former_ids(self.shown.parties()).items()}
        """Former id → the id of now."""
        self.partial = self.shown is not self.contents
        self.view = self._build_view()
        self.geometry = lay_out_view(self.view)
        self.stacks = frozenset(box.id for box in self.view.boxes if box.shape == "stack")
        """The ids of the stacks that can be opened."""

    def knows(self, id_: str) -> bool:
        """Whether an address can call something by that id: a party, or a stack (or a page of it)."""
        return id_ in self.parties or id_.partition("~")[0] in self.stacks

    def known(self, state: MapState) -> MapState:
        """Return `state` without the filters that nothing here has, and these among what is unknown."""
        parties = self.parties.values()
        known: dict[str, set[str]] = {aspect: {id_ for id_, _name in values} for aspect, values in self.choices.items()}
        known["areas"] |= {area for party in parties for area in (*party["areas"], *party["near"])}
        known["levels"] |= {party["level"] for party in parties}
        known["types"] |= {party["type"] for party in parties if party["type"]}
        known["kinds"] = set(FlowKind)
        unknown = [
            f"{name}={value}"
            for name, values in known.items()
            for value in sorted(getattr(state, name) or ())
            if value and value not in values
        ]
        return replace(
            state,
            areas=select_known(state.areas, known["areas"]),
            levels=select_known(state.levels, known["levels"]),
            types=select_known(state.types, known["types"]),
            kinds=select_known(state.kinds, known["kinds"]),
            unknown=(*state.unknown, *unknown),
        )

    @cached_property
    def choices(self) -> dict[str, list[tuple[str, str]]]:
        """What the filters offer, as ids with names: what is drawn; of a part everything that another part could have."""
        if self.partial:
            return {aspect: list_values(self.contents, aspect, self.language) for aspect in ASPECT_REGISTERS}
        view = self.view
        headings: dict[str, tuple[Heading | AreaHeading, ...]] = {"areas": view.areas, "levels": view.rows, "types": view.columns}
        return {aspect: [(heading.id, heading.name) for heading in values] for aspect, values in headings.items()}

    @cached_property
    def data(self) -> Markup:
        """What the script of a served page works on: it asks for the details of a party that is selected."""
        return self._pack_data({})

    @cached_property
    def data_of_file(self) -> Markup:
        """What the script of a file works on."""
        return self._pack_data(self.parties)

    def details(self, id_: str) -> dict[str, Any]:
        """Return what the panel says of a party. Raises NotFound."""
        if id_ not in self.parties:
            raise NotFound(Text("nothing on the map is called '{id}'", id=id_))
        return {name: self.parties[id_][name] for name in DETAIL_FIELDS}

    def _pack_data(self, detailed: Mapping[str, Details]) -> Markup:
        return embed_json(
            {
                "parties": pack_records(self.parties, PARTY_FIELDS),
                "details": pack_records(detailed, DETAIL_FIELDS),
                "flows": pack_records(self.flows, FLOW_FIELDS),
                "now": self.now,
                "network": LandscapeNetwork(self.view, self.geometry).data(),
                "scenes": {"": _build_scene(self.view, self.geometry)},
                "page": MEMBERS_PER_PAGE,
                "words": translate_words(self.language),
                "palette": _collect_palette(),
                "language": self.language,
                "on": self.on,
                "partial": self.partial,
            }
        )

    @cached_property
    def picture(self) -> Markup:
        """The map as an SVG within the page, for print and for readers without script."""
        return Markup(draw_svg(self.view, self.geometry, self.language, within_page=True))  # noqa: S704  # escaped by viz/draw/markup.py

    def svg(self) -> str:
        """The map as an SVG document."""
        return draw_svg(self.view, self.geometry, self.language)

    def scene(self, stack: str) -> dict[str, Any]:
        """Return the map with a stack opened. Raises NotFound."""
        if stack.partition("~")[0] not in self.stacks:
            raise NotFound(Text("there is no stack '{id}' on the map", id=stack))
        view = self._build_view(stack)
        return _build_scene(view, lay_out_view(view, arrange(self.view)))

    def _build_view(self, stack: str | None = None) -> MapView:
        """The view, with a note where it shows only a part."""
        view = build_view(self.shown, self.on, self.language, stack)
        if not self.partial:
            return view
        all_ = sum(1 for _ in self.contents.parties())
        note = Text("A part of the landscape: {n} of {all} parties.", n=len(self.parties), all=all_).in_(self.language)
        return replace(view, notes=(note, *view.notes))


def _build_scene(view: MapView, geometry: Geometry) -> dict[str, Any]:
    boxes = {box.id: box for box in view.boxes}
    lines = {line.id: line for line in view.lines}
    geo = geometry.as_json()
    return {
        **geo,
        "boxes": [placed | _pick_fields(boxes[placed["id"]], BOX_FIELDS) for placed in geo["boxes"]],
        "paths": [path | _pick_fields(lines[path["id"]], LINE_FIELDS) for path in geo["paths"]],
        "notes": view.notes,
    }


PARTY_FIELDS = ("name", "what", "called", "type", "level", "areas", "near", "standing", "uncertain", "example")
DETAIL_FIELDS = ("description", "marks", "seats", "members", "networks", "represents", "decisions", "evidence")
FLOW_FIELDS = ("source", "target", "kind", "carries", "channel", "standing", "marks")
BOX_FIELDS = ("name", "shape", "stacked_shape", "area", "members", "stack")
LINE_FIELDS = ("source", "target", "kind")
FLOW_STYLE_FIELDS = ("colour", "width", "dash", "head", "head_stroke")


def _pick_fields(value: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(value, name) for name in names}


def _collect_palette() -> dict[str, Any]:
    """Return the constants of `viz.style.palette` for the page's script, by name."""
    plain = {
        name: value for name, value in vars(palette).items() if name.isupper() and isinstance(value, (str, int, float, tuple))
    }
    styles = {str(kind): style for kind, style in palette.FLOWS.items()} | {"several": palette.SEVERAL}
    return plain | {
        "FONT_WEIGHTS": dict(palette.FONT_WEIGHTS),
        "HEADS": dict(palette.HEADS),
        "AREAS": {colour: _pick_fields(style, style.__slots__) for colour, style in palette.AREAS.items()},
        "FLOWS": {kind: _pick_fields(style, FLOW_STYLE_FIELDS) for kind, style in styles.items()},
    }
