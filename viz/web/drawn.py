"""A landscape on a day, described and drawn in one language: all that its pages have in common, and scenes of open stacks."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any, NamedTuple

from markupsafe import Markup

from model.edits.identity import index_former_ids
from model.errors import NotFound
from model.history.knowledge import reconstruct_contents
from model.language import DATA_LANGUAGE, Language, Text
from model.text.describe import describe_reference
from model.text.names import name_of
from model.vocabulary.contents import Contents
from model.vocabulary.flows import FlowKind
from viz.draw.svg import draw_svg
from viz.layout.lay_out import arrange, lay_out_view
from viz.style import palette
from viz.style.geometry import AreaHeading, Box, Geometry, Heading, MapView
from viz.view.details import Details, LandscapeDetails
from viz.view.stacking import MEMBERS_PER_PAGE
from viz.view.view import build_view, tell_unknown_beginnings
from viz.web.network import LandscapeNetwork
from viz.web.parts import ASPECT_REGISTERS, Aspect, list_values
from viz.web.state import MapState, select_known
from viz.web.templating import embed_json, pack_records
from viz.web.words import translate_words


class AbsentParty(NamedTuple):
    """A party that is not there on the map's day: its first or last day, as the record says it and as ISO date."""

    name: str
    day: str
    on: str
    ended: bool


class DrawnMap:
    """A landscape on a day, described and drawn; or a part, with a `name`, of one of `all_parties`."""

    def __init__(self, contents: Contents, on: str, language: Language, all_parties: int | None = None, name: str = "") -> None:
        self.contents, self.on, self.language = reconstruct_contents(contents, on), on, language
        self._landscape, self._all, self._name = contents, all_parties, name
        self.is_empty = next(iter(contents.parties()), None) is None
        """Whether it has no parties on any day."""
        details = LandscapeDetails(self.contents, language, self.contents)
        self.parties, self.flows = details.describe_parties(), details.describe_flows()
        self.current_ids = {former: id_ for (_label, former), id_ in index_former_ids(self.contents.parties()).items()}
        """Former id → current id."""
        self.elsewhen = self._describe_absent(contents)
        """Id → name, first or last day and whether it has ended, of the parties of other days."""
        self.partial = all_parties is not None
        self.view = self._build_view()
        self.geometry = lay_out_view(self.view)
        self.stacks = frozenset(box.id for box in self.view.boxes if box.shape == "stack")
        """The ids of the stacks that can be opened."""

    def _describe_absent(self, contents: Contents) -> dict[str, AbsentParty]:
        absent = [party for party in contents.parties() if not party.holds_on(self.on)]
        return {
            party.id: AbsentParty(
                name_of(party).in_(self.language),
                party.display_day("valid_to" if party.last_day < self.on else "valid_from") or "",
                party.last_day if party.last_day < self.on else party.first_day,
                party.last_day < self.on,
            )
            for party in absent
        }

    def knows(self, id_: str) -> bool:
        """Return whether the id is that of a party, of a stack, or of a page of a stack."""
        return id_ in self.parties or id_.partition("~")[0] in self.stacks

    def drop_unknown(self, state: MapState) -> MapState:
        """Return `state` without filter values that no party or flow has, and with these added to `unknown`."""
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
        """Return the ids and names that the filters offer: the drawn ones, or for a part all those of the landscape."""
        if self.partial:
            return {aspect: list_values(self.contents, aspect, self.language) for aspect in ASPECT_REGISTERS}
        view = self.view
        headings: dict[str, tuple[Heading | AreaHeading, ...]] = {"areas": view.areas, "levels": view.rows, "types": view.columns}
        return {aspect: [(heading.id, heading.name) for heading in values] for aspect, values in headings.items()}

    def language_of(self, aspect: Aspect, id_: str) -> str:
        """Return the language of the name of a filter's value, empty if it is the page's."""
        record = self.contents.find(ASPECT_REGISTERS[aspect].label, id_)
        return "" if self.language == DATA_LANGUAGE or getattr(record, "name_en", None) else DATA_LANGUAGE

    @cached_property
    def data(self) -> Markup:
        """Return the data for the script of a served page, which requests the details of a selected party."""
        return self._pack_data({})

    @cached_property
    def data_of_file(self) -> Markup:
        """Return the data for the script of a file, with the details of all parties."""
        return self._pack_data(self.parties)

    def details(self, id_: str) -> dict[str, Any]:
        """Return the details of a party for the panel. Raises NotFound."""
        if id_ not in self.parties:
            raise NotFound(Text("the map has no party with the id '{id}'", id=id_))
        return {name: self.parties[id_][name] for name in DETAIL_FIELDS}

    def _pack_data(self, detailed: Mapping[str, Details]) -> Markup:
        return embed_json(
            {
                "parties": pack_records(self.parties, PARTY_FIELDS),
                "details": pack_records(detailed, DETAIL_FIELDS),
                "flows": pack_records(self.flows, FLOW_FIELDS),
                "elsewhen": {} if self.partial else self.elsewhen,
                "now": self.current_ids,
                "network": LandscapeNetwork(self.view, self.geometry).data(),
                "scenes": {"": self._build_scene(self.view, self.geometry)},
                "page": MEMBERS_PER_PAGE,
                "words": translate_words(self.language),
                "palette": _collect_palette(),
                "language": self.language,
                "free_text": "" if self.language == DATA_LANGUAGE else DATA_LANGUAGE,
                "on": self.on,
                "partial": self.partial,
            }
        )

    @cached_property
    def picture(self) -> Markup:
        """Return the map as an SVG within the page, for print and for readers without script."""
        return Markup(draw_svg(self.view, self.geometry, self.language, within_page=True))  # noqa: S704  # escaped by viz/draw/markup.py

    def svg(self) -> str:
        """Return the map as an SVG document."""
        return draw_svg(replace(self.view, notes=self.view.plain_notes), self.geometry, self.language)

    def scene(self, stack: str) -> dict[str, Any]:
        """Return the map with a stack opened, as data for the script. Raises NotFound."""
        if stack.partition("~")[0] not in self.stacks:
            raise NotFound(Text("the map has no stack with the id '{id}'", id=stack))
        view = self._build_view(stack)
        return self._build_scene(view, lay_out_view(view, arrange(self.view)))

    def _build_scene(self, view: MapView, geometry: Geometry) -> dict[str, Any]:
        """Return the geometry with the fields of boxes and lines that the script needs."""
        boxes = {box.id: box for box in view.boxes}
        lines = {line.id: line for line in view.lines}
        places = geometry.as_json()
        return {
            **places,
            "boxes": [placed | self._describe_box(boxes[placed["id"]]) for placed in places["boxes"]],
            "paths": [path | _pick_fields(lines[path["id"]], LINE_FIELDS) for path in places["paths"]],
            "notes": view.notes,
            "plain_notes": view.plain_notes,
        }

    def _describe_box(self, box: Box) -> dict[str, Any]:
        """Return the fields of a box; a stack's with its area or actor type and its level, which a party has of its own."""
        if box.shape != "stack":
            return _pick_fields(box, BOX_FIELDS)
        column = ("Area", box.area) if box.area else ("ActorType", box.column)
        where = [describe_reference(type_, id_, self.contents).in_(self.language) for type_, id_ in (column, ("Level", box.row))]
        return _pick_fields(box, BOX_FIELDS) | {"where": ", ".join(where)}

    def _build_view(self, stack: str | None = None) -> MapView:
        """Build the view, with a note if it shows only a part."""
        view = build_view(self.contents, self.on, self.language, stack)
        view = tell_unknown_beginnings(view, self._landscape, self.on, self.language)
        if not self.partial:
            return view
        note = Text("A part of the landscape: {n} of {all} parties.", n=len(self.parties), all=self._all).in_(self.language)
        subtitle = ". ".join(filter(None, (self._name, view.subtitle)))
        return replace(view, subtitle=subtitle, notes=(note, *view.notes), plain_notes=(note, *view.plain_notes))


def describe_details(contents: Contents, language: Language, id_: str) -> dict[str, Any]:
    """Return the details of a party for the panel, from records of one day that tell of it."""
    details = LandscapeDetails(contents, language, contents).describe_parties()[id_]
    return {name: details[name] for name in DETAIL_FIELDS}


PARTY_FIELDS = ("name", "language", "what", "called", "type", "level", "areas", "near", "standing", "uncertain", "example")
DETAIL_FIELDS = (
    "called_in",
    "description",
    "marks",
    "reason",
    "seats",
    "members",
    "networks",
    "represents",
    "decisions",
    "evidence",
)
FLOW_FIELDS = ("source", "target", "kind", "carries", "channel", "standing", "marks", "carries_in", "reason")
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
        "DARK": dict(palette.DARK),
        "AREAS": {colour: _pick_fields(style, style.__slots__) for colour, style in palette.AREAS.items()},
        "FLOWS": {kind: _pick_fields(style, FLOW_STYLE_FIELDS) for kind, style in styles.items()},
    }
