"""The system map in the document: kinds of forum in their areas and levels, and the flows between them."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from model.language import JoinedText, Language, PluralText, Text
from model.text.names import distinct_name_of, name_of, plural_of
from model.vocabulary.contents import Contents
from model.vocabulary.flows import Flow, FlowKind
from model.vocabulary.forums import Forum, ForumKind
from model.vocabulary.record import Certainty, Record, is_proposed
from model.vocabulary.registers import Area, Level
from viz.charts.drawing import draw_picture
from viz.charts.system_map import SystemArrow, SystemBox, SystemMap, SystemPlace, draw_system
from viz.style.static_files import read_static

_BoxKey = tuple[str, str, str]
"""Area, level and kind of forum."""
_ArrowKey = tuple[_BoxKey, FlowKind, _BoxKey]
LIGHT_COLOURS = re.compile(r":root\s*\{[^}]*\}")
PROPERTY = re.compile(r"(--[\w-]+):\s*([^;}]+)")
USE = re.compile(r"var\((--[\w-]+)(?:,[^()]*)?\)")
AREA_RULES = """
.panel.{colour} {{ fill: var(--{wash}); stroke: var(--{line}); }} .kind-box.{colour} {{ stroke: var(--{line}); }}"""
"""The colours of an area, which pages hand down to its panels and boxes by properties of their own."""
AREA_COLOURS = re.compile(r"\.chart \.(\w+) \{ --area: var\(--([\w-]+)\); --area-wash: var\(--([\w-]+)\); \}")


def draw_system_picture(contents: Contents, language: Language) -> tuple[Text, str] | None:
    """Return what the system map of `contents` shows and itself as an SVG document, or None if no forum stands in an area."""
    maker = _SystemMaker(contents, language)
    if not maker.boxes:
        return None
    title = Text("System map: who feeds whom").in_(language)
    told = maker.sum_up()
    drawing, width = draw_system(maker.make_map(), title, told.in_(language))
    return told, draw_picture(drawing, width, style=write_plain_style())


def write_plain_style() -> str:
    """Return the style of charts with the light colours written out: the typesetter knows no custom properties."""
    found = LIGHT_COLOURS.search(read_static("pages.css"))
    values = dict(PROPERTY.findall(found.group())) if found else {}
    system = read_static("system.css")
    areas = (AREA_RULES.format(colour=colour, line=line, wash=wash) for colour, line, wash in AREA_COLOURS.findall(system))
    style = "".join((read_static("charts.css"), system, *areas))
    while (written := USE.sub(lambda use: values.get(use.group(1), "none"), style)) != style:
        style = written
    return style


class _SystemMaker:
    """Makes the system map of what holds on a day."""

    def __init__(self, contents: Contents, language: Language) -> None:
        self.contents, self.language = contents, language
        self.boxes: Mapping[_BoxKey, list[Forum]] = defaultdict(list)
        for forum in contents.of(Forum).values():
            if forum.area and contents.find("Area", forum.area) and contents.find("Level", forum.level):
                self.boxes[forum.area, forum.level, forum.kind].append(forum)
        box_of = {forum.id: key for key, forums in self.boxes.items() for forum in forums}
        self.arrows: Mapping[_ArrowKey, list[Flow]] = defaultdict(list)
        for flow in contents.of(Flow).values():
            source, target = box_of.get(flow.source), box_of.get(flow.target)
            if source and target and source != target:
                self.arrows[source, flow.kind, target].append(flow)

    def sum_up(self) -> Text:
        """Return how many arrows there are, and how many of them are only proposed."""
        proposed = sum(all(map(is_proposed, flows)) for flows in self.arrows.values())
        return Text(
            "{n} links between kinds of forum, of which {proposed} are only proposed. The number on an arrow is how many flows it"
            " stands for; a ring before it says that they are only proposed, a disc that they exist, a question mark that they"
            " are uncertain.",
            n=len(self.arrows),
            proposed=proposed,
        )

    def make_map(self) -> SystemMap:
        """Return the map: the areas and levels that have a box, the boxes, and the arrows."""
        areas = [area for area in self.contents.of(Area).values() if any(key[0] == area.id for key in self.boxes)]
        levels = [level for level in self.contents.of(Level).values() if any(key[1] == level.id for key in self.boxes)]
        areas.sort(key=lambda area: area.order)
        levels.sort(key=lambda level: level.order)
        return SystemMap(
            [SystemPlace(area.id, self._name(area), area.purpose or "", str(area.colour)) for area in areas],
            [SystemPlace(level.id, self._name(level)) for level in levels],
            [self._make_box(key, forums) for key, forums in sorted(self.boxes.items())],
            list(self._make_arrows()),
        )

    def _name(self, record: Record) -> str:
        return name_of(record).in_(self.language)

    def _make_box(self, key: _BoxKey, forums: Sequence[Forum]) -> SystemBox:
        kind = self.contents.find("ForumKind", key[2])
        name = plural_of(kind) if isinstance(kind, ForumKind) and len(forums) > 1 else distinct_name_of(forums[0], self.contents)
        proposed = sum(map(is_proposed, forums))
        existing = len(forums) - proposed
        told = [PluralText("{n} exists", "{n} exist", n=existing)] if existing else []
        told += [PluralText("{n} proposed", "{n} proposed", n=proposed)] if proposed else []
        note = JoinedText(told)
        return SystemBox("~".join(key), key[0], key[1], name.in_(self.language), note.in_(self.language), proposed == len(forums))

    def _make_arrows(self) -> Iterator[SystemArrow]:
        for (source, kind, target), flows in sorted(self.arrows.items()):
            word = kind.term.in_(self.language)
            words = f"{word[:1].upper()}{word[1:]} {len(flows)}"
            yield SystemArrow(
                id="~".join((*source, kind, *target)),
                source="~".join(source),
                target="~".join(target),
                kind=kind,
                state="proposed" if all(map(is_proposed, flows)) else "exists",
                words=words,
                told=words,
                address="",
                uncertain=any(flow.certainty == Certainty.UNCERTAIN for flow in flows),
            )
