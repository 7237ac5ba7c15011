"""How each concerned actor is represented at each level of an area and in each forum, from one read.

An actor is represented directly, through a network, only as deputy, not at all, or that is unknown: it has no seat on record, and
the members of a forum are not on record. Uncertain seats, which the source calls suitable, possible or an example, are no record
of members; "not at all" beside such seats, or in a forum that is only proposed, is so as far as is on record (*unsettled*).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from model.language import Text
from queries.representation.voices import SeatVoice, VoiceFinder, are_proposed, are_uncertain
from queries.server.graph import Reader

_Row = dict[str, Any]
RepresentationKind = Literal["direct", "network", "deputy", "none", "unknown"]
REPRESENTATION_TERMS: Mapping[RepresentationKind, Text] = {
    "direct": Text("directly"),
    "network": Text("through a network"),
    "deputy": Text("only as deputy"),
    "none": Text("not at all"),
    "unknown": Text("unknown"),
}
REPRESENTATION_KINDS = tuple(REPRESENTATION_TERMS)
CONCERNED, ALL_FORUMS = "representation/concerned", "representation/all-forums"


@dataclass(frozen=True, slots=True)
class ActorState:
    """How an actor is represented at a level of an area; in one forum of it if `forum` is given.

    `how` is one of REPRESENTATION_KINDS; `voices` are the seats by which it is represented so.
    """

    actor: str
    area: str
    level: str
    forum: str | None
    how: RepresentationKind
    voices: tuple[SeatVoice, ...]

    @property
    def steps(self) -> int:
        """Return the length of the shortest chain of networks; 0 without any."""
        return min((voice.steps for voice in self.voices), default=0)

    @property
    def proposed(self) -> bool:
        """Return whether it has only seats that are proposed, or that it has by a proposed network."""
        return are_proposed(self.voices)

    @property
    def uncertain(self) -> bool:
        """Return whether it has only seats that are uncertain, or that it has by an uncertain network."""
        return are_uncertain(self.voices)


@dataclass(frozen=True)
class Representatives:
    """The forums of areas, the actors that the areas concern, and their voices, as of a day.

    `concerned` has the columns of `representation/concerned`, `forums` those of `representation/all-forums`, by id.
    """

    concerned: Sequence[_Row]
    forums: Mapping[str, _Row]
    voices: Mapping[str, tuple[SeatVoice, ...]]
    cut: bool
    finder: VoiceFinder = field(default_factory=lambda: VoiceFinder((), ()))
    """Finds the voices of other parties, too."""
    links: Sequence[_Row] = ()
    """Which network represents whom: rows of `representation/represented`."""

    @cached_property
    def forums_at(self) -> Mapping[tuple[str, str], Sequence[str]]:
        """Return the ids of the forums of each area and level, in order."""
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for id_, forum in sorted(self.forums.items()):
            found[forum["area"], forum["level"]].append(id_)
        return dict(sorted(found.items()))

    @cached_property
    def actors_of(self) -> Mapping[str, Sequence[str]]:
        """Return the ids of the actors that each area concerns, in order."""
        found: dict[str, set[str]] = defaultdict(set)
        for row in self.concerned:
            found[row["area"]].add(row["actor"])
        return {area: sorted(actors) for area, actors in found.items()}

    def count_actors(self) -> int:
        """Return how many actors some area concerns."""
        return len({row["actor"] for row in self.concerned})

    @cached_property
    def _voices_at(self) -> Mapping[tuple[str, str, str], Sequence[SeatVoice]]:
        """Return the voices of each actor at each level of an area."""
        found: dict[tuple[str, str, str], list[SeatVoice]] = defaultdict(list)
        for actor, voices in self.voices.items():
            for voice in voices:
                found[actor, voice.area, voice.level].append(voice)
        return found

    @cached_property
    def _voices_in(self) -> Mapping[tuple[str, str], Sequence[SeatVoice]]:
        """Return the voices of each actor in each forum."""
        found: dict[tuple[str, str], list[SeatVoice]] = defaultdict(list)
        for actor, voices in self.voices.items():
            for voice in voices:
                found[actor, voice.forum].append(voice)
        return found

    def unrecorded_at(self, area: str, level: str) -> Sequence[str]:
        """Return the ids of the forums without members on record."""
        return [id_ for id_ in self.forums_at.get((area, level), ()) if not self.forums[id_]["recorded"]]

    @cached_property
    def lacks_members(self) -> bool:
        """Return whether a forum has no certain members on record, or there is none: whoever has no voice has no known one."""
        return not self.forums or any(not forum["recorded"] for forum in self.forums.values())

    def rests_on_example(self, state: ActorState) -> bool:
        """Return whether a state rests on invented records: on seats that all are, or on members of whom some are."""
        if state.voices:
            return all(voice.example for voice in state.voices)
        return state.how == "none" and any(self.forums[id_]["invented"] for id_ in self._list_forums(state))

    def is_unsettled(self, state: ActorState) -> bool:
        """Return whether "none" is so only as far as is on record: beside uncertain or proposed seats or forums."""
        return state.how == "none" and any(self.forums[id_]["unsettled"] for id_ in self._list_forums(state))

    def _list_forums(self, state: ActorState) -> Sequence[str]:
        return [state.forum] if state.forum else self.forums_at[state.area, state.level]

    def list_states(self) -> Iterator[ActorState]:
        """Yield the state of each concerned actor at each level with a forum of its area, by area, level and actor."""
        for area, level in self.forums_at:
            unrecorded = bool(self.unrecorded_at(area, level))
            for actor in self.actors_of.get(area, ()):
                here = self._voices_at.get((actor, area, level), ())
                yield ActorState(actor, area, level, None, *find_state(here, unrecorded=unrecorded))

    def list_forum_states(self) -> Iterator[ActorState]:
        """Yield the state of each concerned actor in each forum of its area, by area, level, forum and actor."""
        for (area, level), forums in self.forums_at.items():
            for forum in forums:
                unrecorded = not self.forums[forum]["recorded"]
                for actor in self.actors_of.get(area, ()):
                    here = self._voices_in.get((actor, forum), ())
                    yield ActorState(actor, area, level, forum, *find_state(here, unrecorded=unrecorded))


def read_representatives(reader: Reader, on: str, standings: Sequence[str]) -> Representatives:
    """Return the representatives of a day; only forums, seats and networks of these standings count.

    Reads whole registers: forums, seats, representations and involvements. `cut` says whether a limit cut one of them. They are
    kept for as long as the landscape does not change.
    """
    return reader.keep(("representatives", on, tuple(standings)), lambda: _read_whole(reader, on, standings))


def _read_whole(reader: Reader, on: str, standings: Sequence[str]) -> Representatives:
    asked = {"on": on, "standings": [*standings]}
    concerned = reader.read(CONCERNED, on=on)
    forums = reader.read(ALL_FORUMS, **asked)
    seats = reader.read("representation/seats", **asked)
    links = reader.read("representation/represented", **asked)
    finder = VoiceFinder(seats.rows, links.rows)
    voices = {actor: finder.find(actor) for actor in {row["actor"] for row in concerned.rows}}
    cut = any(answer.cut for answer in (concerned, forums, seats, links))
    return Representatives(concerned.rows, {row["forum"]: row for row in forums.rows}, voices, cut, finder, links.rows)


def find_state(voices: Iterable[SeatVoice], *, unrecorded: bool) -> tuple[RepresentationKind, tuple[SeatVoice, ...]]:
    """Return how the best of an actor's voices represent it, with these voices.

    Ordinary seats come before deputies', and among them the actor's own. Without any it is "none", or "unknown" if a forum is
    `unrecorded`: without members on record.
    """
    there = [*voices]
    ways: Mapping[RepresentationKind, tuple[SeatVoice, ...]] = {
        "direct": tuple(voice for voice in there if not voice.deputy and not voice.through),
        "network": tuple(voice for voice in there if not voice.deputy and voice.through),
        "deputy": tuple(voice for voice in there if voice.deputy),
    }
    found = next(((how, used) for how, used in ways.items() if used), None)
    return found or ("unknown" if unrecorded else "none", ())
