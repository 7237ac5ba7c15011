"""Where a party stands in the landscape, by level and by what it is, beside those that it has flows with."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from api.parties.party_answers import PartyAnswers
from model.language import Language, Localizable, PluralText, Text
from model.text.names import name_of
from model.vocabulary.actors import Actor
from model.vocabulary.contents import Party
from model.vocabulary.flows import Flow
from model.vocabulary.forums import Forum
from model.vocabulary.registers import Area, Level
from viz.charts.drawing import Drawing
from viz.charts.locator import LocatorColumn, LocatorRow, draw_locator


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A level: its name, how many parties the party has flows with in each column, and its own column, if it is at that level."""

    name: Localizable
    counts: Sequence[int]
    here: int | None


@dataclass(frozen=True, slots=True)
class PlaceGrid:
    """The columns with their headings and colours, and a row for each level."""

    columns: Sequence[tuple[Localizable, str]]
    rows: Sequence[PlaceRow]

    def draw(self, name: str, language: Language) -> Drawing:
        """Return the grid as a small map with the party of that name in it."""
        forums = Text("Forums by area").in_(language)
        columns = [LocatorColumn(forums if colour else heading.in_(language), colour) for heading, colour in self.columns]
        rows = [LocatorRow(row.name.in_(language), row.counts, row.here) for row in self.rows]
        others = sum(count for row in self.rows for count in row.counts)
        told = PluralText("It has flows with {n} other party.", "It has flows with {n} other parties.", n=others)
        return draw_locator(columns, rows, Text("{name} in the landscape", name=name).in_(language), told.in_(language))


def place_party(answers: PartyAnswers) -> PlaceGrid:
    """Return where the party stands, and where those stand that it feeds or that feed it. Empty columns are left out."""
    party, records = answers.vicinity.party, answers.vicinity.records
    others = {end for flow in records.of(Flow).values() for end in (flow.source, flow.target)} - {party.id}
    areas = sorted(records.of(Area).values(), key=lambda area: (area.order, area.id))
    headings: dict[str, tuple[Localizable, str]] = {"actor": (Text("Actors"), "")}
    headings |= {area.id: (name_of(area), str(area.colour)) for area in areas}
    headings |= {"forum": (Text("Other forums"), ""), "function": (Text("Functions"), "")}
    found = Counter((one.level, _column_of(one)) for id_ in others if (one := records.party(id_)))
    used = {column for _level, column in found} | {_column_of(party)}
    columns = [column for column in headings if column in used]
    levels = sorted(records.of(Level).values(), key=lambda level: (level.order, level.id))
    rows = [
        PlaceRow(
            name_of(level),
            [found[level.id, column] for column in columns],
            columns.index(_column_of(party)) if level.id == party.level else None,
        )
        for level in levels
    ]
    return PlaceGrid([headings[column] for column in columns], rows)


def _column_of(party: Party) -> str:
    if isinstance(party, Forum):
        return party.area or "forum"
    return "actor" if isinstance(party, Actor) else "function"
