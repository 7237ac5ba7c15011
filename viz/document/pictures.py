"""The pictures of the document beside the landscape map: the map of each area, and the system map."""

from collections.abc import Iterator
from dataclasses import dataclass

from model.language import JoinedText, Language, Localizable, PluralText, Text
from model.text.names import name_of
from model.vocabulary.contents import Contents
from model.vocabulary.flows import Flow
from model.vocabulary.registers import Area
from viz.document.system_picture import draw_system_picture
from viz.draw.svg import draw_map
from viz.view.areas import find_own_areas

MAP_FILE = "map.svg"


@dataclass(frozen=True, slots=True)
class DocumentPicture:
    """A picture with its file's name, its heading, and what it shows in a sentence or two."""

    file: str
    title: Localizable
    about: Localizable
    svg: str

    def as_json(self, language: Language) -> dict[str, str]:
        """Return what the template shows it by."""
        return {"file": self.file, "title": self.title.in_(language), "about": self.about.in_(language)}


def draw_pictures(contents: Contents, day: str, language: Language) -> tuple[dict[str, str], list[dict[str, str]]]:
    """Return the document's pictures as SVG by their files, and what a template shows those beside the landscape map by."""
    pictures = list(list_pictures(contents, day, language))
    svgs = {picture.file: picture.svg for picture in pictures}
    svgs[MAP_FILE] = draw_map(contents, day, language, "document")
    return svgs, [picture.as_json(language) for picture in pictures]


def list_pictures(contents: Contents, day: str, language: Language) -> Iterator[DocumentPicture]:
    """Yield the map of each area that has parties on the day, in the order of the areas, then the system map."""
    held = contents.on(day)
    for place, area in enumerate(sorted(held.of(Area).values(), key=lambda area: area.order)):
        shown = select_area(held, area.id)
        if any(shown.parties()):
            title = Text("The map of {area}", area=name_of(area))
            svg = draw_map(shown, day, language, "document")
            yield DocumentPicture(f"area-{place}.svg", title, _describe_area(shown, area), svg)
    if system := draw_system_picture(held, language):
        about, svg = system
        yield DocumentPicture("system.svg", Text("The system map: who feeds whom"), about, svg)


def _describe_area(shown: Contents, area: Area) -> Localizable:
    """Return how many parties and flows the map of an area shows, and for whom the area is."""
    own = find_own_areas(shown)
    inside = sum(area.id in own.get(party.id, ()) for party in shown.parties())
    told = Text(
        "{inside} in the area, {others} outside it that give them something or receive something, and {flows}.",
        inside=PluralText("{n} party", "{n} parties", n=inside),
        others=len(list(shown.parties())) - inside,
        flows=PluralText("{n} flow", "{n} flows", n=len(shown.of(Flow))),
    )
    return JoinedText([told, area.purpose], " ") if area.purpose else told


def select_area(contents: Contents, area: str) -> Contents:
    """Return `contents` with only the area's own parties, their flows, and the parties at the other ends of these."""
    own = {id_ for id_, areas in find_own_areas(contents).items() if area in areas}
    flows = [flow for flow in contents.of(Flow).values() if flow.source in own or flow.target in own]
    near = own | {end for flow in flows for end in (flow.source, flow.target)}
    kept = {flow.id for flow in flows}
    others = [flow for flow in contents.of(Flow).values() if flow.id not in kept]
    return contents.without([*others, *(party for party in contents.parties() if party.id not in near)])
