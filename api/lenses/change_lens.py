"""The lens of change: what has been added, ended, moved, renamed or changed since another day or a revision."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.lenses.change_meaning import list_consequences, list_new_findings, list_proposed_stalls
from api.lenses.landscape_day import keep_existing, name_party, read_day_of, shows_existing
from api.lenses.map_part import is_large
from api.pages.page import Asked
from model.errors import NotUnderstood
from model.history.consequences import find_consequences
from model.history.knowledge import reconstruct_contents
from model.history.revisions import Revision
from model.language import Localizable, PluralText, Term, Text
from model.text.describe import describe_reference
from model.text.names import name_of
from model.text.timestamps import local_day_of
from model.vocabulary.contents import Contents, Party
from model.vocabulary.days import shift_day
from model.vocabulary.flows import Flow
from model.vocabulary.forums import Seat
from model.vocabulary.record import Record
from queries.archive.publishing import find_revision, read_revision_contents, read_revisions
from queries.questions.parameters import UnusableValue, check_day
from queries.server.graph import Graph
from viz.view.lens import Lens, LensFigure, LensItem, LensLine, LensSection, LensState, LineLook, PartyMark

STATES: tuple[LensState, ...] = ("added", "ended", "moved", "renamed", "changed")
HEADINGS: Mapping[LensState, Text] = {
    "added": Text("added"),
    "ended": Text("has ended"),
    "moved": Text("moved"),
    "renamed": Text("renamed"),
    "changed": Text("changed, at the same place"),
    "former": Text("stood here before"),
}
LINE_HEADINGS: Mapping[LineLook, Text] = {
    "added": Text("new flows"),
    "ended": Text("flows that have ended"),
    "moved": Text("from where it stood to where it is"),
}
UNSEEN = Text("Between two days only what begins and ends can be seen: names and places are those known now.")
OF_PART = Text("The landscape is large: only what the map shows now is compared with the revision, not what has left it.")
LONGEST_NOTE = 26
"""Characters of a former name that have room at a box."""
PLACE_FIELDS: Mapping[str, str] = {"level": "Level", "type": "ActorType", "area": "Area"}
"""The fields that say where a party stands on the map, with the registers of their values."""
UNTOLD_FIELDS = frozenset({"asserted_by", "source", "confirmed_on", "evidence", "valid_from", "valid_to"})
"""Fields whose change says nothing about the party itself."""


EXISTING = "existing"
"""The value of `mot` that compares what exists with all that is also proposed."""


@dataclass(frozen=True, slots=True)
class EarlierMoment:
    """What a map is compared with: the records of a day, as known now, or those of a revision.

    `since` is the moment as `landskap findings --since` takes it; None for what exists, which is not a moment.
    """

    said: Localizable
    contents: Contents
    since: str | None


def read_earlier(asked: Asked, contents: Contents) -> EarlierMoment:
    """Return what `mot` says: a revision's number, a day, or what exists of the records of the day.

    Without it the last revision before the day, else a year before. Raises NotUnderstood, NotFound.
    """
    against = asked.query.get("mot") or None
    if against == EXISTING:
        return EarlierMoment(Text("what exists"), keep_existing(contents), None)
    if against is None:
        earlier = [revision for revision in read_revisions(asked.graph) if local_day_of(revision.at) <= asked.on]
        against = str(earlier[-1].number) if earlier else shift_day(asked.on, -365)
    if against.isdecimal():
        revision = find_revision(asked.graph, int(against))
        then = asked.graph.keep(("revision-day", revision.number), lambda: _read_revision(asked.graph, revision))
        then = _keep_part(then, contents) if is_large(asked.graph, asked.on) else then
        said = _describe_revision(revision)
    else:
        then, said = read_day_of(asked, _check_day(against)), Term(against, against)
    return EarlierMoment(said, keep_existing(then) if shows_existing(asked) else then, against)


def _read_revision(graph: Graph, revision: Revision) -> Contents:
    """Return the records of a revision that were true on its day."""
    return reconstruct_contents(read_revision_contents(graph, revision.number), local_day_of(revision.at))


def _keep_part(then: Contents, part: Contents) -> Contents:
    """Return the records of a revision about the parties of a part of a large landscape, which alone is compared with it."""
    present = {party.id for party in part.parties()}

    def is_in(record: Record) -> bool:
        if isinstance(record, Flow):
            return {record.source, record.target} <= present
        return record.forum in present if isinstance(record, Seat) else not record.party or record.id in present

    return Contents(filter(is_in, then))


def _describe_revision(revision: Revision) -> Localizable:
    return Text("revision {number} ({day})", number=revision.number, day=local_day_of(revision.at))


def _check_day(written: str) -> str:
    try:
        return check_day(written)
    except UnusableValue as error:
        text = Text("'{said}' is neither a revision nor a date", said=written)
        raise NotUnderstood(text, (), Text("Write a revision as 2, a date as YYYY-MM-DD.")) from error


def build_change_lens(asked: Asked, contents: Contents) -> Lens:
    """Return what has changed since the moment in `mot`, and what that means. What has ended or moved is drawn where it stood."""
    earlier, language = read_earlier(asked, contents), asked.language
    comparison = _Comparison(earlier.contents, contents, asked, Text("added") if earlier.since else Text("only proposed"))
    marks = {id_: PartyMark(state, comparison.describe(id_), comparison.note(id_)) for id_, state in comparison.states.items()}
    counts = Counter(mark.state for mark in marks.values())
    headings = HEADINGS if earlier.since else {**HEADINGS, "added": Text("only proposed")}
    return Lens(
        heading=(Text("What has changed?") if earlier.since else Text("What does the proposal change?")).in_(language),
        lead=comparison.sum_up(earlier, len(marks)).in_(language),
        marks=marks,
        lines=tuple(comparison.list_lines()),
        states=(*STATES, "former"),
        figures=tuple(LensFigure(str(counts[state]), headings[state].in_(language), state) for state in STATES if counts[state]),
        sections=(
            *list_consequences(find_consequences(earlier.contents, contents), contents, asked),
            *(list_new_findings(earlier.since, contents, asked) if earlier.since else list_proposed_stalls(contents, asked)),
            *comparison.list_sections(marks),
        ),
        legend=tuple(
            (state, headings[state].in_(language)) for state in (*STATES, "former") if earlier.since or state == "added"
        ),
        line_legend=tuple((look, text.in_(language)) for look, text in LINE_HEADINGS.items() if earlier.since or look == "added"),
        notes=_note_unseen(earlier, asked),
        ghosts=tuple(comparison.then[id_] for id_, mark in marks.items() if mark.state == "ended"),
        former=tuple(comparison.then[id_] for id_ in comparison.moved),
    )


def _note_unseen(earlier: EarlierMoment, asked: Asked) -> tuple[str, ...]:
    """Return what the comparison cannot see."""
    if earlier.since is None:
        return ()
    if not earlier.since.isdecimal():
        return (UNSEEN.in_(asked.language),)
    return (OF_PART.in_(asked.language),) if is_large(asked.graph, asked.on) else ()


class _Comparison:
    """What differs between the records of two moments."""

    def __init__(self, then: Contents, now: Contents, asked: Asked, added: Text) -> None:
        self.before, self.after, self.asked, self.added = then, now, asked, added
        self.then = {party.id: party for party in then.parties()}
        self.now = {party.id: party for party in now.parties()}
        self.states = dict(self._find_states())

    @property
    def moved(self) -> list[str]:
        """Return the parties that stood in another cell of the map."""
        moved = (id_ for id_, state in self.states.items() if state == "moved")
        return [id_ for id_ in moved if _cell_of(self.then[id_]) != _cell_of(self.now[id_])]

    def sum_up(self, earlier: EarlierMoment, parties: int) -> Localizable:
        """Return in a sentence how much differs."""
        flows, seats = (self.count(type_) for type_ in (Flow, Seat))
        if earlier.since is None:
            return PluralText(
                "{n} party is proposed beside what exists, with {flows} and {seats}.",
                "{n} parties are proposed beside what exists, with {flows} and {seats}.",
                n=parties,
                flows=PluralText("{n} flow", "{n} flows", n=flows[0]),
                seats=PluralText("{n} seat", "{n} seats", n=seats[0]),
            )
        return Text(
            "Since {moment}: {parties}; flows +{new} −{gone}, seats +{new_seats} −{gone_seats}.",
            moment=earlier.said, parties=PluralText("{n} party changed", "{n} parties changed", n=parties),
            new=flows[0], gone=flows[1], new_seats=seats[0], gone_seats=seats[1],
        )  # fmt: skip

    def note(self, id_: str) -> str:
        """Return the former name of a renamed party, if it has room at its box."""
        then, now = self.then.get(id_), self.now.get(id_)
        if not then or not now or then.name == now.name:
            return ""
        said = Text("formerly {name}", name=then.short_name or name_of(then)).in_(self.asked.language)
        return said if len(said) <= LONGEST_NOTE else ""

    def _find_states(self) -> Iterator[tuple[str, LensState]]:
        former = {id_ for party in self.now.values() for id_ in party.former_ids}
        for id_ in sorted(self.then.keys() | self.now.keys()):
            then, now = self.then.get(id_), self.now.get(id_)
            if then is None:
                yield id_, "added"
            elif now is None:
                if id_ not in former:
                    yield id_, "ended"
            elif state := _find_state(then, now):
                yield id_, state

    def describe(self, id_: str) -> str:
        """Return in words what has become of a party."""
        then, now = self.then.get(id_), self.now.get(id_)
        if then is None or now is None:
            text: Localizable = self.added if then is None else Text("ended {day}", day=then.display_day("valid_to") or "")
            return text.in_(self.asked.language).strip()
        said: list[Localizable] = []
        for field, register in PLACE_FIELDS.items():
            old, new = getattr(then, field, None), getattr(now, field, None)
            if old != new:
                said.append(
                    Text(
                        "moved from {old} to {new}",
                        old=describe_reference(register, old, self.before) if old else "–",
                        new=describe_reference(register, new, self.after) if new else "–",
                    )
                )
        if then.name != now.name:
            said.append(Text("formerly {name}", name=name_of(then)))
        return ", ".join(text.in_(self.asked.language) for text in said or [Text("changed")])

    def count(self, type_: type[Any]) -> tuple[int, int]:
        """Return how many records of a type are new, and how many are gone."""
        then, now = self.before.of(type_).keys(), self.after.of(type_).keys()
        return len(now - then), len(then - now)

    def list_lines(self) -> Iterator[LensLine]:
        """Yield a line for each two parties with new flows, and with flows that are gone."""
        then, now = self.before.of(Flow), self.after.of(Flow)
        new, gone = (now[id_] for id_ in now.keys() - then.keys()), (then[id_] for id_ in then.keys() - now.keys())
        found: tuple[tuple[LineLook, Iterable[Flow]], ...] = (("added", new), ("ended", gone))
        for look, flows in found:
            for (source, target), n in sorted(Counter((flow.source, flow.target) for flow in flows).items()):
                a, b = self._name(source), self._name(target)
                text = (
                    PluralText("{a} → {b}: {n} new flow.", "{a} → {b}: {n} new flows.", n=n, a=a, b=b)
                    if look == "added"
                    else PluralText("{a} → {b}: {n} flow has ended.", "{a} → {b}: {n} flows have ended.", n=n, a=a, b=b)
                )
                yield LensLine(source, target, look, n, text.in_(self.asked.language))
        for id_ in self.moved:
            yield LensLine(id_, id_, "moved", 1, f"{self._name(id_)}: {self.describe(id_)}.")

    def list_sections(self, marks: Mapping[str, PartyMark]) -> Iterator[LensSection]:
        """Yield what has changed as a list, what was added first."""
        items = [
            LensItem(
                self._name(id_),
                self.asked.link.focus(id_) if id_ in self.now else None,
                mark.words,
                state=mark.state,
                example=(self.now.get(id_) or self.then[id_]).example,
            )
            for wanted in STATES
            for id_, mark in marks.items()
            if mark.state == wanted
        ]
        if items:
            yield LensSection(Text("The changes").in_(self.asked.language), tuple(items))

    def _name(self, id_: str) -> str:
        return name_party(self.after if id_ in self.now else self.before, id_, self.asked.language)


def _cell_of(party: Party) -> tuple[str | None, str]:
    """Return the column or area, and the level, in which the map shows a party."""
    return getattr(party, "area", None) or party.type, party.level


def _find_state(then: Party, now: Party) -> LensState | None:
    if any(getattr(then, field, None) != getattr(now, field, None) for field in PLACE_FIELDS):
        return "moved"
    if then.name != now.name:
        return "renamed"
    old, new = then.values(), now.values()
    changed = {field for field in old.keys() | new.keys() if old.get(field) != new.get(field)}
    return "changed" if changed - UNTOLD_FIELDS else None


def list_moments(asked: Asked) -> Sequence[tuple[str, str, bool]]:
    """Return what the map can be compared with: names, addresses, and whether it is the one in force."""
    chosen = asked.query.get("mot")
    moments: list[tuple[str, Localizable]] = [
        (str(revision.number), _describe_revision(revision)) for revision in reversed(read_revisions(asked.graph))
    ]
    moments.append((EXISTING, Text("what exists: what does the proposal change?")))
    for days in (30, 182, 365):
        day = shift_day(asked.on, -days)
        moments.append((day, Term(day, day)))
    return [(said.in_(asked.language), asked.link.same(mot=value), value == chosen) for value, said in moments]
