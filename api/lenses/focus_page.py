"""The map's focus on a party: its neighbourhood laid out, `steg` steps of who feeds it and whom it feeds."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from api.lenses.day_strip import list_days
from api.lenses.landscape_day import name_party, shows_existing
from api.pages.addresses import MAP
from api.pages.page import Asked, WebPage
from api.pages.pictures import write_svg
from loaders.reports.data_tables import DataColumn, DataTable
from model.errors import NotFound
from model.language import Localizable, PluralText, Text
from model.map_counts import count_parties
from model.vocabulary.contents import Contents
from model.vocabulary.flows import Flow, FlowKind
from model.vocabulary.record import Certainty
from queries.landscape.map_counts import read_party_counts
from queries.landscape.parties import find_party
from queries.landscape.surroundings import MOST_FLOWS_AROUND, FlowsAround, read_surroundings
from queries.landscape.vicinity import read_described
from viz.draw.legend import draw_flow_sample
from viz.draw.neighbourhood_svg import draw_neighbourhood, list_neighbours
from viz.style.neighbourhood import Neighbourhood
from viz.view.details import LandscapeDetails
from viz.view.neighbourhood import MOST_STEPS, NeighbourDirection, build_neighbourhood

DIRECTIONS: tuple[tuple[NeighbourDirection, Text], ...] = (
    ("up", Text("What feeds it")),
    ("both", Text("Both")),
    ("down", Text("What it feeds")),
)

ENDS: Mapping[NeighbourDirection, tuple[str, ...]] = {"up": ("target",), "both": ("target", "source"), "down": ("source",)}
"""The ends of flows at which the steps of each direction begin."""


def build_focus_page(asked: Asked) -> WebPage:
    """Return the page of the focus on the party in the path. Raises NotFound."""
    shown = _FocusChoice.read(asked)
    surroundings, party = _read_around(asked, shown)
    contents = surroundings.contents
    view = build_neighbourhood(contents, party, asked.language, shown.steps, shown.direction, shown.kinds)
    view = replace(view, folded=_count_all(asked) - len(view.parties))
    described = read_described(asked.graph, party, asked.on)
    name = name_party(contents, party, asked.language)
    table = make_neighbour_table(view, asked)
    title = Text("Focus: {name}", name=name)
    return WebPage(
        template="focus",
        title=title,
        section=MAP,
        content={
            "view": view,
            "name": name,
            "details": LandscapeDetails(described, asked.language, described).describe_parties()[party],
            "cut": surroundings.cut,
            "most": MOST_FLOWS_AROUND,
            "draw_picture": lambda: Markup(draw_neighbourhood(view, asked.language, asked.link.focus)),  # noqa: S704  # escaped by markup.py
            "days": list_days(asked),
            "existing": shows_existing(asked),
            **shown.offer(asked),
            "flow_sample": lambda kind: Markup(draw_flow_sample(kind, 0)),  # noqa: S704  # our own drawing
            "party_address": asked.link.party(party),
            "without_address": asked.link.page(f"{MAP}/sarbarhet", utan=party),
            "whole_map": asked.link.page(MAP, sel=party),
            "tables": [table],
            "uncertain": _tell_uncertain(view, contents),
        },
        data={"party": party, "steps": shown.steps, "folded": view.folded, "rows": [_row_as_json(row) for row in table.rows]},
        tables=[table],
        files={"svg": lambda path: write_svg(path, draw_neighbourhood(view, asked.language, alone=True))},
        styles=("drawings.css", "lens.css"),
        scripts=("lens.js",),
    )


def _read_around(asked: Asked, shown: "_FocusChoice") -> tuple[FlowsAround, str]:
    """Return what is around the party that the path names, and its id. Raises NotFound."""
    party = find_party(asked.graph, asked.id_)
    around = read_surroundings(asked.graph, party, asked.on, shown.steps, ENDS[shown.direction], shows_existing(asked))
    if not around.contents.party(party):
        text = Text("'{id}' is not on the map of {day}", id=party, day=asked.on)
        raise NotFound(text, (), Text("It has ended, has not begun, or is only proposed."))
    return around, party


def _count_all(asked: Asked) -> int:
    """Return how many parties the whole map of the day has."""
    return count_parties(read_party_counts(asked.graph, asked.on), shows_existing(asked))


@dataclass(frozen=True, slots=True)
class _FocusChoice:
    """What the address chooses to show: so many steps, in which direction, of which kinds of flow."""

    steps: int
    direction: NeighbourDirection
    kinds: list[FlowKind]

    @classmethod
    def read(cls, asked: Asked) -> "_FocusChoice":
        """Return what an address says, with the usual for what it does not."""
        direction: NeighbourDirection = next((known for known, _name in DIRECTIONS if known == asked.query.get("dir")), "both")
        words = asked.query.get("kinds", ",".join(FlowKind)).split(",")
        return cls(_read_steps(asked), direction, [kind for kind in FlowKind if kind in words])

    def offer(self, asked: Asked) -> dict[str, Any]:
        """Return the choices as names and addresses, and whether each is the one in force."""
        link, chosen = asked.link, self.direction
        return {
            "directions": [(words.in_(asked.language), link.same(dir=value), value == chosen) for value, words in DIRECTIONS],
            "steps": [(str(n), link.same(steg=n), n == self.steps) for n in range(1, MOST_STEPS + 1)],
            "kinds": [_offer_kind(asked, kind, self.kinds) for kind in FlowKind],
        }


def _read_steps(asked: Asked) -> int:
    written = asked.query.get("steg", "1")
    return min(max(int(written), 1), MOST_STEPS) if written.isdecimal() and len(written) < 3 else 1


def _offer_kind(asked: Asked, kind: FlowKind, chosen: list[FlowKind]) -> tuple[FlowKind, str, str, bool]:
    """Return a kind of flow, its name, the address that shows it or hides it, and whether it is shown."""
    word = kind.term.in_(asked.language)
    return kind, word[:1].upper() + word[1:], asked.link.switch_kind(kind, chosen), kind in chosen


def make_neighbour_table(view: Neighbourhood, asked: Asked) -> DataTable:
    """Return the neighbours as a table: a row for each party and kind of flow of its card."""
    columns = [
        DataColumn("name", Text("Party"), 40),
        DataColumn("step", Text("Steps"), 8, number=True),
        DataColumn("side", Text("Side"), 20),
        DataColumn("kind", Text("Kind of flow"), 20),
        DataColumn("carries", Text("Carries"), 60),
        DataColumn("card", Text("On the card"), 30),
        DataColumn("proposed", Text("Proposed"), 20),
        DataColumn("uncertain", Text("Uncertain"), 20),
    ]
    cards = {card.id: card.name for card in view.cards}
    shared = {id_: cards[card.id] for card in view.cards if len(card.members) > 1 for id_, _name in card.members}
    rows = [
        (
            row.name,
            abs(row.step),
            Text("feeds it") if row.step < 0 else Text("is fed by it"),
            row.kind.term,
            row.carries or None,
            shared.get(row.party),
            _tell_share(row.proposed, row.count, Text("proposed")),
            _tell_share(row.uncertain, row.count, Text("uncertain")),
        )
        for row in list_neighbours(view)
    ]
    return DataTable(
        Text("Who feeds whom around {name}", name=view.centre.name), columns, rows, [Text("As of {day}", day=asked.on)]
    )


def _tell_share(some: int, flows: int, word: Text) -> Text | None:
    """Return that all or some of the flows are what a word says; None if none is."""
    return word if some == flows else Text("{n} of {all}", n=some, all=flows) if some else None


def _tell_uncertain(view: Neighbourhood, contents: Contents) -> Localizable | None:
    """Return how many of the flows that are shown are uncertain; None if none is."""
    uncertain = sum(contents.of(Flow)[id_].certainty == Certainty.UNCERTAIN for id_ in view.flows)
    if not uncertain:
        return None
    if uncertain == len(view.flows):
        return PluralText("The only flow that is shown is uncertain.", "All {n} flows that are shown are uncertain.", n=uncertain)
    text = Text("{n} of the {all} flows that are shown are uncertain", n=uncertain, all=len(view.flows))
    marked = Text("marked with a question mark") if view.few_are_uncertain else Text("so many that none has a mark of its own")
    return Text("{told}: {how}.", told=text, how=marked)


def _row_as_json(row: object) -> list[object]:
    values: list[object] = list(row) if isinstance(row, tuple) else []
    return [value if value is None or isinstance(value, (str, int)) else str(value) for value in values]
