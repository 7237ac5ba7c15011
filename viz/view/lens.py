"""A lens of the map: what it says of parties and between them, as plain values that the questions' answers fill.

A lens keeps the places of the map. Parties without a mark fade; a stack takes the mark of its members, and with one marked member
its name. Start at `Lens` and `build_lens_view`.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from model.language import Language, PluralText, Text
from model.text.names import name_of
from model.vocabulary.contents import Contents, Party
from viz.style.geometry import Box, FlowLine, MapView
from viz.view.view import build_view, label_of

LENS_WIDTH = 1100.0
"""The width in px of a map beside its panel."""
MOST_SHOWN_LINES = 60
"""Lines of a lens that a reader can tell apart; further ones are counted."""
SHORT_NAME = 14
"""Characters; a longer name has no room where its party stood before."""
LensState = Literal[
    "plain", "stuck", "awaited", "direct", "network", "deputy", "none", "unknown", "proposed", "uncertain", "unconfirmed",
    "added", "ended", "moved", "renamed", "changed", "former", "lost", "cut-off", "sourceless", "weakened", "apart",
]  # fmt: skip
"""What a lens says of a party; each has a look of its own (`viz/draw/marks.py`)."""
LineLook = Literal["broken", "stuck", "seat", "deputy", "added", "ended", "moved", "lost", "uncertain", "mending"]
"""What a lens says of a line. One of a move goes from where a party stood to where it is."""
FORMER_SUFFIX = "~then"
"""The end of the id of a party where it stood before; no id of a record has it."""


@dataclass(frozen=True, slots=True)
class PartyMark:
    """What a lens says of a party, in a state and in words; `note` is a short line in its box, `quoted` free text in words."""

    state: LensState
    words: str
    note: str = ""
    quoted: str = ""


@dataclass(frozen=True, slots=True)
class LensLine:
    """What a lens shows between two parties: so many things, the oldest `days` old if that counts; `words` say it whole."""

    source: str
    target: str
    look: LineLook
    count: int
    words: str
    days: int | None = None
    example: bool = False


@dataclass(frozen=True, slots=True)
class LensFigure:
    """A number of the lens's panel with what it counts; `state` gives its mark."""

    value: str
    words: str
    state: LensState | None = None
    strong: bool = False


@dataclass(frozen=True, slots=True)
class LensItem:
    """A line of a section: what it is, where it leads, and more about it. `badge` is a number such as "363 d".

    `quoted` is free text of the landscape in the detail.
    """

    words: str
    address: str | None = None
    detail: str = ""
    badge: str = ""
    state: LensState | None = None
    example: bool = False
    quoted: str = ""


@dataclass(frozen=True, slots=True)
class LensSection:
    """A section of the panel. `folded` counts the items that it does not list."""

    heading: str
    items: tuple[LensItem, ...]
    note: str = ""
    folded: int = 0
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Lens:
    """A lens of the map on a day.

    `lead` is the answer in a sentence. `marks` are by party, `states` in the order in which a stack chooses one. `legend` says
    what marks mean, `line_legend` what lines do.
    """

    heading: str
    lead: str
    marks: Mapping[str, PartyMark]
    lines: tuple[LensLine, ...]
    states: tuple[LensState, ...]
    figures: tuple[LensFigure, ...] = ()
    sections: tuple[LensSection, ...] = ()
    legend: tuple[tuple[LensState, str], ...] = ()
    line_legend: tuple[tuple[LineLook, str], ...] = ()
    notes: tuple[str, ...] = ()
    colour: str | None = None
    """The colour of the area that a lens is about; seats are drawn in it."""
    ghosts: tuple[Party, ...] = ()
    """Parties that are no longer there and are drawn where they stood."""
    former: tuple[Party, ...] = ()
    """Parties as they were before they moved, which are drawn there, too."""


def keep_shown(lens: Lens, contents: Contents, language: Language) -> Lens:
    """Return a lens with marks and lines of the parties that the map shows, and a note on how many others it marked."""
    shown = {party.id for party in (*contents.parties(), *lens.ghosts)}
    hidden = len(lens.marks.keys() - shown)
    if not hidden and all(line.source in shown and line.target in shown for line in lens.lines):
        return lens
    text = PluralText(
        "{n} party that it is about is not shown on this map.",
        "{n} parties that it is about are not shown on this map.",
        n=hidden,
    )
    return replace(
        lens,
        marks={id_: mark for id_, mark in lens.marks.items() if id_ in shown},
        lines=tuple(line for line in lens.lines if line.source in shown and line.target in shown),
        notes=(*lens.notes, *([text.in_(language)] if hidden else [])),
    )


@dataclass(frozen=True, slots=True)
class BoxMark:
    """The mark of a box: the state of those of its members who are marked, their ids, and a short line."""

    state: LensState
    members: tuple[str, ...]
    words: str
    note: str


@dataclass(frozen=True, slots=True)
class LensLineMark:
    """The mark of a line of the map: what it stands for, between which parties."""

    look: LineLook
    count: int
    days: int | None
    parts: tuple[LensLine, ...]


@dataclass(frozen=True, slots=True)
class LensView:
    """A map as a lens shows it: its boxes and lines, and their marks by their ids; `within` are lines inside one box.

    `undrawn` are those that would be too many, or one of whose parties has no place on the map.
    """

    view: MapView
    marks: Mapping[str, BoxMark]
    lines: Mapping[str, LensLineMark]
    within: tuple[LensLine, ...]
    undrawn: tuple[LensLine, ...]


def build_lens_view(contents: Contents, on: str, language: Language, lens: Lens) -> LensView:
    """Return the map of the records that hold on a day (ISO date) as a lens shows it."""
    lens, before = replace(lens, marks={**lens.marks, **_mark_former(lens, language)}), {party.id: party for party in lens.former}
    gone = [party.model_copy(update={"valid_to": None}) for party in lens.ghosts]
    contents = contents.with_([*gone, *map(_copy_former, lens.former)]) if gone or before else contents
    view = replace(build_view(contents, on, language), lines=(), notes=(), plain_notes=(), width=LENS_WIDTH)
    box_of = {member: box.id for box in view.boxes for member in box.members}
    bundles: dict[tuple[str, str, LineLook], list[LensLine]] = defaultdict(list)
    within, undrawn = [], []
    for line in lens.lines:
        source = box_of.get(line.source + FORMER_SUFFIX if line.look == "moved" else line.source)
        target = box_of.get(line.target)
        if source is None or target is None:
            undrawn.append(line)
        elif source == target:
            within.append(line)
        else:
            bundles[source, target, line.look].append(line)
    ranked = sorted(bundles, key=lambda ends: (-max(line.days or 0 for line in bundles[ends]), -len(bundles[ends]), ends))
    undrawn += [line for ends in ranked[MOST_SHOWN_LINES:] for line in bundles[ends]]
    lines = {">".join(ends): _bundle(ends[2], bundles[ends]) for ends in ranked[:MOST_SHOWN_LINES]}
    flows = (FlowLine(">".join(ends), ends[0], ends[1], None, (">".join(ends),), 0) for ends in ranked[:MOST_SHOWN_LINES])
    inner = Counter(box_of[line.source] for line in within)
    marks = {box.id: mark for box in view.boxes if (mark := _mark_box(box, lens, contents, language))}
    boxes = (
        replace(_name_member(box, marks.get(box.id), contents, before, language), proposed=box.proposed, within=inner[box.id])
        for box in view.boxes
    )
    drawn = replace(view, boxes=tuple(boxes), lines=tuple(sorted(flows, key=lambda line: line.id)))
    return LensView(drawn, marks, lines, tuple(within), tuple(undrawn))


def _mark_former(lens: Lens, language: Language) -> dict[str, PartyMark]:
    """Return the marks of parties where they stood before, by their ids there."""
    here = Text("formerly here").in_(language)
    marks = ((party.id + FORMER_SUFFIX, f"{here}, {lens.marks[party.id].words}") for party in lens.former)
    return {id_: PartyMark("former", words) for id_, words in marks}


def _copy_former(party: Party) -> Party:
    """Return a party as it was, under an id, a name and a kind of its own, so that it shares no stack and has no namesake."""
    id_ = party.id + FORMER_SUFFIX
    own = {"id": id_, "name": id_, "name_en": None, "short_name": None, "short_name_en": None, "kind": id_, "valid_to": None}
    return party.model_copy(update={name: value for name, value in own.items() if name in type(party).model_fields})


def _bundle(look: LineLook, lines: Sequence[LensLine]) -> LensLineMark:
    days = [line.days for line in lines if line.days is not None]
    return LensLineMark(look, sum(line.count for line in lines), max(days, default=None), tuple(lines))


def _mark_box(box: Box, lens: Lens, contents: Contents, language: Language) -> BoxMark | None:
    """Return the mark of a box: that of its only member, or the first state that some of its members have."""
    marked = {id_: lens.marks[id_] for id_ in box.members if id_ in lens.marks}
    if not marked:
        return None
    present = {mark.state for mark in marked.values()}
    state = next((state for state in lens.states if state in present), next(iter(present)))
    members = tuple(dict.fromkeys(id_.removesuffix(FORMER_SUFFIX) for id_ in marked))
    if len(marked) == 1:
        (mark,) = marked.values()
        return BoxMark(state, members, mark.words, mark.note)
    own = [mark for mark in marked.values() if mark.state == state]
    share = Text("{n} of {all}", n=len(own), all=box.count).in_(language) if len(own) < box.count else ""
    said = {label_of(contents, id_.removesuffix(FORMER_SUFFIX), language): mark.words for id_, mark in marked.items()}
    words = "; ".join(f"{label}: {word}" for label, word in said.items())
    return BoxMark(state, members, words, share)


def _name_member(box: Box, mark: BoxMark | None, contents: Contents, before: Mapping[str, Party], language: Language) -> Box:
    """Return the box with the name of its one marked member, if it has one; where a party stood, with the name that it had."""
    if mark and mark.state == "former" and box.count == 1:
        (id_,) = mark.members
        was, here = name_of(before[id_]).in_(language), Text("formerly here").in_(language)
        return replace(box, label=f"{was}, {here}" if len(was) <= SHORT_NAME else here, name=was)
    if mark is None or box.count == 1 or len(mark.members) > 1:
        return box
    return replace(box, label=label_of(contents, mark.members[0], language))
