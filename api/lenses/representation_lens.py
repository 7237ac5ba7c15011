"""The lens of representation: who has a voice in an area (directly, through a network, not at all, unknown); what would help."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from api.lenses.landscape_day import name_party, shows_existing
from api.pages.addresses import REPRESENTATION
from api.pages.page import Asked
from model.language import Term, Text
from model.text.names import name_of
from model.vocabulary.contents import Contents
from model.vocabulary.record import Record, list_standings
from model.vocabulary.registers import Area, Level
from queries.landscape.parties import find_area
from queries.questions.parameters import MendQuestion
from queries.representation.mending import answer_mend
from queries.representation.states import (
    REPRESENTATION_TERMS,
    ActorState,
    RepresentationKind,
    Representatives,
    read_representatives,
)
from viz.view.lens import Lens, LensFigure, LensItem, LensLine, LensSection, LineLook, PartyMark

_Row = Mapping[str, Any]
STATES: tuple[RepresentationKind, ...] = ("none", "unknown", "deputy", "network", "direct")
"""The states of actors, those first that a stack shows if its members differ."""
WORDS: Mapping[RepresentationKind, Text] = {
    "direct": Text("represented directly"),
    "network": Text("represented through a network"),
    "deputy": Text("represented only as deputy"),
    "none": Text("not represented"),
    "unknown": Text("unknown: members are not on record"),
}
CHANGES_TOLD = 3


def build_representation_lens(asked: Asked, contents: Contents) -> Lens:
    """Return who has a voice in the area and at the level that the address chooses, else in the first. Raises NotFound."""
    found, _cells, chosen = _choose_cell(asked, contents)
    if chosen is None:
        text = Text("No area with forums concerns anyone on record.")
        return Lens(Text("Who has a voice?").in_(asked.language), text.in_(asked.language), {}, (), STATES)
    here = [state for state in found.list_states() if (state.area, state.level) == chosen]
    counts = Counter(state.how for state in here)
    voiced = counts["direct"] + counts["network"] + counts["deputy"]
    area, level = _name_cell(contents, chosen, asked)
    lead = Text("{n} of {all} concerned have a voice in {area}, {level}.", n=voiced, all=len(here), area=area, level=level)
    record = contents.of(Area).get(chosen[0])
    changes, summary = _read_mending(asked, *chosen)
    return Lens(
        heading=Text("Who has a voice?").in_(asked.language),
        lead=lead.in_(asked.language),
        marks=dict(_mark_parties(here, found, asked)),
        lines=(*_list_lines(here, contents, asked), *_draw_mending(changes, asked)),
        states=(*STATES, "plain"),
        figures=tuple(
            LensFigure(str(counts[how]), WORDS[how].in_(asked.language), how) for how in REPRESENTATION_TERMS if counts[how]
        ),
        sections=(*_tell_mending(changes, summary, asked), *_list_voiceless(here, contents, asked)),
        legend=tuple((state, WORDS[state].in_(asked.language)) for state in reversed(STATES)),
        line_legend=tuple((look, text.in_(asked.language)) for look, text in LINE_WORDS),
        notes=(Text("Unknown is no breach: a forum's members are not on record.").in_(asked.language),),
        colour=str(record.colour) if record else None,
    )


LINE_WORDS: tuple[tuple[LineLook, Text], ...] = (
    ("seat", Text("seat")),
    ("deputy", Text("deputy's seat")),
    ("mending", Text("a change that would help, and by so many voices")),
)
_Cell = tuple[str, str]
"""An area and a level."""


def list_area_choices(asked: Asked, contents: Contents) -> list[tuple[str, str, bool]]:
    """Return the areas and levels that the lens can be about: their name, address, and whether it is the one in force."""
    _found, cells, chosen = _choose_cell(asked, contents)
    return [
        (", ".join(_name_cell(contents, cell, asked)), asked.link.same(area=cell[0], level=cell[1]), cell == chosen)
        for cell in cells
    ]


def _choose_cell(asked: Asked, contents: Contents) -> tuple[Representatives, list[_Cell], _Cell | None]:
    """Return the representatives of the day, the cells that concern somebody, and the one that the address chooses."""
    standings = list_standings(shows_existing(asked))
    found = asked.graph.read_in_transaction(lambda reader: read_representatives(reader, asked.on, standings))
    cells = [cell for cell in _list_cells(found, contents) if found.actors_of.get(cell[0])]
    written, level = asked.query.get("area"), asked.query.get("level")
    area = find_area(asked.graph, written) if written else None
    fitting = [cell for cell in cells if area in (None, cell[0])]
    return found, cells, next((cell for cell in fitting if cell[1] == level), next(iter(fitting), None))


def _name_cell(contents: Contents, cell: _Cell, asked: Asked) -> tuple[str, str]:
    area, level = _name(contents, Area, cell[0]), _name(contents, Level, cell[1])
    return area.in_(asked.language), level.in_(asked.language).lower()


def _list_cells(found: Representatives, contents: Contents) -> list[_Cell]:
    """Return the areas and levels that have forums, in the order of the map."""
    areas = {area.id: (area.order, area.id) for area in contents.of(Area).values()}
    levels = {level.id: (level.order, level.id) for level in contents.of(Level).values()}
    known = [(area, level) for area, level in found.forums_at if area in areas and level in levels]
    return sorted(known, key=lambda cell: (areas[cell[0]], levels[cell[1]]))


def _name(contents: Contents, type_: type[Record], id_: str) -> Term:
    record = contents.find(type_.label, id_)
    return name_of(record) if record else Term(id_, id_)


def _mark_parties(states: Sequence[ActorState], found: Representatives, asked: Asked) -> Iterator[tuple[str, PartyMark]]:
    """Yield the marks of the concerned actors, and of the forums whose seats are counted."""
    for forum in found.forums_at.get((states[0].area, states[0].level), ()) if states else ():
        row = found.forums[forum]
        if row["recorded"]:
            yield forum, PartyMark("plain", Text("members on record").in_(asked.language))
        else:
            note = Text("seats unknown").in_(asked.language)
            yield forum, PartyMark("unknown", Text("its members are not on record").in_(asked.language), note)
    for state in states:
        words = WORDS[state.how].in_(asked.language)
        more = [text for text, is_so in ((Text("proposed"), state.proposed), (Text("uncertain"), state.uncertain)) if is_so]
        said = f"{words} ({', '.join(text.in_(asked.language) for text in more)})" if more else words
        yield state.actor, PartyMark(state.how, said)


def _list_lines(states: Sequence[ActorState], contents: Contents, asked: Asked) -> Iterator[LensLine]:
    """Yield the seats by which actors are represented, each once: from its holder to the forum."""
    seen: dict[str, list[str]] = {}
    for state in states:
        for voice in state.voices:
            seen.setdefault(voice.seat, []).append(state.actor)
    voices = {voice.seat: voice for state in states for voice in state.voices}
    for seat, actors in sorted(seen.items()):
        voice = voices[seat]
        holder, forum = (name_party(contents, id_, asked.language) for id_ in (voice.holder, voice.forum))
        text = Text("{holder} sits in {forum}, for {n} concerned.", holder=holder, forum=forum, n=len(actors))
        look: LineLook = "deputy" if voice.deputy else "seat"
        yield LensLine(voice.holder, voice.forum, look, 1, text.in_(asked.language), example=voice.example)


def _read_mending(asked: Asked, area: str, level: str) -> tuple[list[_Row], _Row]:
    """Return the changes that would give most voices, and what they give together."""
    existing = shows_existing(asked)
    question = MendQuestion(on=asked.on, area=area, level=level, changes=CHANGES_TOLD, existing=existing)
    answer = asked.graph.keep(("map-mend", question), lambda: answer_mend(asked.graph, question))
    summary = next(row for row in answer.rows if row["what"] == "summary")
    return [row for row in answer.rows if row["what"] == "change"], summary


def _draw_mending(changes: Sequence[_Row], asked: Asked) -> Iterator[LensLine]:
    for row in changes:
        words = row["sentence"][asked.language]
        yield LensLine(row["party"], row["into"], "mending", len(row["voices"]), words, example=row["example"])


def _tell_mending(changes: Sequence[_Row], summary: _Row, asked: Asked) -> Iterator[LensSection]:
    if changes:
        proven = [Text("No other three give more.")] if summary["proven"] and len(changes) == CHANGES_TOLD else []
        note = Text("Together they give {n} voices to those who lack one.", n=summary["voices"])
        yield LensSection(
            heading=Text("Changes that give most voices").in_(asked.language),
            items=tuple(
                LensItem(row["sentence"][asked.language], badge=f"+{len(row['voices'])}", state="added", example=row["example"])
                for row in changes
            ),
            note=" ".join(text.in_(asked.language) for text in (note, *proven)),
        )


def _list_voiceless(states: Sequence[ActorState], contents: Contents, asked: Asked) -> Iterator[LensSection]:
    headings: Mapping[RepresentationKind, Text] = {
        "none": Text("Without a voice"),
        "unknown": Text("Unknown"),
        "deputy": Text("Only as deputy"),
        "network": Text("Through a network"),
        "direct": Text("Directly"),
    }
    for how, heading in headings.items():
        actors = sorted((name_party(contents, state.actor, asked.language), state.actor) for state in states if state.how == how)
        if actors:
            yield LensSection(
                heading=f"{heading.in_(asked.language)} ({len(actors)})",
                items=tuple(LensItem(name, asked.link.focus(id_), state=how) for name, id_ in actors),
                address=asked.link.page(REPRESENTATION) if how == "none" else None,
            )
