"""Which actors lack representation (§6.4.1, §8 of the domain): directly, through a network, as deputy, not at all, or unknown.

An area concerns the actors with an explicit involvement; the level is the forum's. An actor counts as "unknown" instead of "none"
while a forum of the area and level has no members on record. Uncertain seats, which the source calls suitable, possible or an
example, are no record of members. A deputy only sits when another member is absent, so an actor with no other seat is represented
only as deputy.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from model.findings import Answer, Finding, find_certainty
from model.graphs.mending import MOST_CHAIN
from model.language import JoinedText, PluralText, Text
from model.text.names import term_of
from model.vocabulary.finding_rules import FindingRule
from model.vocabulary.record import Certainty, list_standings
from queries.landscape.names import add_distinctions
from queries.landscape.parties import find_actor, find_area, find_level
from queries.questions.parameters import UnrepresentedQuestion, find_ids, page_of
from queries.representation.memberships import Memberships, memberships_of, read_levels, read_memberships
from queries.representation.states import ActorState, find_state, read_representatives
from queries.representation.voices import SeatVoice, VoiceFinder
from queries.server.catalogue import cite_query
from queries.server.graph import Graph, Reader, Rows
from queries.server.paging import ROWS_PER_READ, WHOLE_ANSWER, page_place_error

_Row = dict[str, Any]
NAME_COLUMNS = ("area_name", "area_name_en", "level_name", "level_name_en")
CONCERNED_ACTORS = "representation/concerned-actors"
AREAS_WITHOUT_FORUM = "representation/areas-without-forum"


def find_unrepresented(graph: Graph, question: UnrepresentedQuestion) -> Answer:
    """Return how each actor that an area concerns is represented at each level with a forum of the area, on a day.

    The question names area, level and actor by their ids. Rows by area, level and actor: `area`, `level`, `actor`, `name`, `how`
    (direct, network, deputy, none, unknown), `forum` and `forums` where it is represented, `through` (the networks, those of the
    shortest way first, each way from the nearest on), `steps` (how many lie between it and the nearest seat), `ways` (each seat
    with its holder and the networks to it), `only_coopted` (whether all of these are co-opted), `unrecorded` (forums
    without members on record, at most MOST_UNRECORDED), `looked_in` (for "none": forums where it has no seat, at most
    MOST_LOOKED_IN), `proposed_forums` (whether they are all only proposed),
    `unsettled` (whether it is so only as far as is on record), `standing`, `certainty`, `example`, and `name_apart`
    of namesakes. Each actor without representation has a finding. Without filters and page all rows are returned; a page counts
    actors at one level. Raises NotUnderstood if the page
    begins at an unknown place.
    """
    on, page, chosen = question.on, page_of(question), question.given("area", "level", "actor")
    standings = list_standings(question.existing)
    asked = {"on": on, "standings": standings}
    if page == WHOLE_ANSWER and not chosen:
        rows, cut, next_ = *graph.read_in_transaction(lambda reader: _read_whole(reader, asked)), None
    else:
        rows, cut, next_ = graph.read_in_transaction(lambda reader: _PageReader(reader, asked, question).read_rows())
    rows = add_distinctions(graph, rows, name="actor")
    findings = [_make_finding(row, on) for row in rows if row["how"] == "none"]
    if not page.after and not chosen.keys() & {"level", "actor"}:
        findings += find_areas_without_forum(graph, {**asked, "areas": [question.area] if question.area else []})
    parameters = {"standings": standings, **chosen, **page.as_parameters()}
    return Answer("unrepresented", parameters, on, rows, findings, cut or next_ is not None, next_)


def answer_unrepresented(graph: Graph, question: UnrepresentedQuestion) -> Answer:
    """Answer `find_unrepresented` for areas, levels and actors given by id, name or alias. Raises NotFound, NotUnderstood."""
    find = {"area": find_area, "level": find_level, "actor": find_actor}
    return find_unrepresented(graph, question.model_copy(update=find_ids(graph, question, find)))


def read_unrepresented(reader: Reader, on: str) -> Iterator[Finding]:
    """Yield a finding for each actor without representation at a level, in the order of the answer.

    They are read as far as the caller goes. Levels where forums have no members on record are skipped: there nobody is said to
    lack a seat.
    """
    asked = {"on": on, "standings": list_standings()}
    for level in read_levels(reader, asked):
        if not read_memberships(reader, asked, level).unrecorded:
            yield from (_make_finding(row, on) for row in _read_level(reader, asked, level) if row["how"] == "none")


def _read_level(reader: Reader, asked: _Row, level: _Row) -> Iterator[_Row]:
    """Yield the rows of an area at a level, as far as the caller goes."""
    question = UnrepresentedQuestion(on=asked["on"], most=ROWS_PER_READ, area=level["area"], level=level["level"])
    while True:
        rows, _cut, after = _PageReader(reader, asked, question).read_rows()
        yield from rows
        if after is None:
            return
        question = question.model_copy(update={"after": after})


def _read_whole(reader: Reader, asked: _Row) -> tuple[list[_Row], bool]:
    """Return all rows, read from whole registers."""
    found = read_representatives(reader, **asked)
    states = {(state.area, state.level, state.actor): state for state in found.list_states()}
    levels = [(level, memberships_of(found, level)) for level in read_levels(reader, asked)]
    rows = [
        _make_row(actor, level, recorded, states[level["area"], level["level"], actor["actor"]])
        for level, recorded in levels
        for actor in found.concerned
        if actor["area"] == level["area"]
    ]
    return rows, found.cut


class _PageReader:
    """The reader of one page, which reads only the page's own actors."""

    def __init__(self, reader: Reader, asked: _Row, question: UnrepresentedQuestion) -> None:
        self._page = page_of(question)
        if len(self._page.after) not in (0, 3):
            raise page_place_error(self._page)
        self._reader, self._asked, self._question, self._cut = reader, asked, question, False

    def read_rows(self) -> tuple[list[_Row], bool, str | None]:
        """Return the rows, whether a limit cut them, and the place of the next page or None."""
        found = list(islice(self._list_places(), self._page.most + 1))
        places, more = found[: self._page.most], len(found) > self._page.most
        level_of = {(level["area"], level["level"]): level for level, _actor in places}
        actors = sorted({actor for _level, actor in places})
        areas, at = (sorted(set(ids)) for ids in zip(*level_of, strict=True)) if level_of else ([], [])
        concerned: dict[tuple[str, str], list[_Row]] = defaultdict(list)
        for row in self._read(CONCERNED_ACTORS, on=self._asked["on"], actors=actors, areas=areas):
            concerned[row["area"], row["actor"]].append(row)
        finder = self._read_voices(actors, areas, at)
        recorded = {key: read_memberships(self._reader, self._asked, level) for key, level in level_of.items()}
        voices = {actor: finder.find(actor) for actor in actors}
        rows = [
            _make_row(row, level, here := recorded[level["area"], level["level"]], _state_at(actor, level, here, voices[actor]))
            for level, actor in places
            for row in concerned[level["area"], actor]
        ]
        next_ = "/".join((places[-1][0]["area"], places[-1][0]["level"], places[-1][1])) if more else None
        return rows, self._cut, next_

    def _read(self, name: str, **parameters: Any) -> list[_Row]:
        answer: Rows = self._reader.read(name, **parameters)
        self._cut |= answer.cut
        return answer.rows

    def _list_places(self) -> Iterator[tuple[_Row, str]]:
        """Yield the level and the actor of each row in order, from the beginning of the page."""
        first_area, first_level, first_actor = self._page.after or ("", "", "")
        areas = [area for area in self._list_areas() if area >= first_area]
        for level in read_levels(self._reader, self._asked, areas, self._question.level or ""):
            place = (level["area"], level["level"])
            if place >= (first_area, first_level):
                after = first_actor if place == (first_area, first_level) else ""
                yield from ((level, actor) for actor in self._list_actors(level["area"], after))

    def _list_areas(self) -> list[str]:
        """Return the areas asked about, in order. If an actor is asked about, only those that concern it."""
        chosen = [self._question.area] if self._question.area else []
        if not self._question.actor:
            return chosen or [row["id"] for row in self._reader.read("registers/areas").rows]
        concerned = self._read(CONCERNED_ACTORS, on=self._asked["on"], actors=[self._question.actor], areas=chosen)
        return sorted({row["area"] for row in concerned})

    def _list_actors(self, area: str, after: str) -> Iterator[str]:
        """Yield the ids of the actors that the area concerns, after the id `after`."""
        if actor := self._question.actor:
            yield from [actor] if actor > after else []
            return
        while True:
            rows = self._read("representation/actors", area=area, on=self._asked["on"], after=after, most=self._page.chunk)
            yield from (row["actor"] for row in rows)
            if len(rows) < self._page.chunk:
                return
            after = rows[-1]["actor"]

    def _read_voices(self, actors: list[str], areas: list[str], at: list[str]) -> VoiceFinder:
        """Return the finder of the actors' voices in the given areas and levels."""
        links, spoken_for, parties = list[_Row](), list[_Row](), set(actors)
        reached = set(actors)
        for _step in range(MOST_CHAIN):
            spoken_for += self._read("representation/seats-for", **self._asked, actors=sorted(reached), areas=areas, levels=at)
            found = self._read("representation/represented-actors", **self._asked, actors=sorted(reached))
            links += found
            reached = {row["network"] for row in found} - parties
            parties |= reached
            if not reached:
                break
        held = self._read("representation/seats-held", **self._asked, holders=sorted(parties), areas=areas, levels=at)
        return VoiceFinder({seat["seat"]: seat for seat in (*held, *spoken_for)}.values(), links)


def _state_at(actor: str, level: _Row, recorded: Memberships, voices: Iterable[SeatVoice]) -> ActorState:
    area, at = level["area"], level["level"]
    here = [voice for voice in voices if (voice.area, voice.level) == (area, at)]
    return ActorState(actor, area, at, None, *find_state(here, unrecorded=bool(recorded.unrecorded)))


def _make_row(actor: _Row, level: _Row, recorded: Memberships, state: ActorState) -> _Row:
    how, used = state.how, state.voices
    names = sorted({voice.forum for voice in used})
    return {
        "area": actor["area"],
        **{name: level[name] for name in NAME_COLUMNS},
        "level": level["level"],
        "actor": actor["actor"],
        "name": actor["name"],
        "name_en": actor["name_en"],
        "how": how,
        "forum": next(iter(names), None),
        "forums": names,
        "through": list(
            dict.fromkeys(network for way in sorted({voice.through for voice in used}, key=_order_way) for network in way)
        ),
        "steps": state.steps,
        "ways": [
            {"through": [*voice.through], **{name: getattr(voice, name) for name in ("forum", "seat", "holder", "coopted")}}
            for voice in used
        ],
        "unrecorded": list(recorded.unrecorded),
        "looked_in": list(recorded.forums) if how == "none" else [],
        "proposed_forums": how == "none" and recorded.proposed,
        "unsettled": how == "none" and recorded.unsettled,
        "only_coopted": bool(used) and all(voice.coopted for voice in used),
        "standing": _best_of(used, "standing", "existing"),
        "certainty": _best_of(used, "certainty", "certain") or actor["certainty"],
        "example": actor["example"] or (all(voice.example for voice in used) if used else recorded.invented),
        "evidence": actor["evidence"],
    }


def _order_way(way: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    return len(way), way


def _best_of(voices: Iterable[SeatVoice], field: str, best: str) -> str | None:
    values = [getattr(voice, field) for voice in voices]
    return best if best in values else next(iter(values), None)


def find_areas_without_forum(reader: Graph | Reader, asked: _Row) -> Iterator[Finding]:
    """Yield a finding for each area that concerns actors and has no forum on the day, in order of ids.

    `asked` holds the day, the standings of the forums that count, and the areas; none means all.
    """
    for row in reader.read(AREAS_WITHOUT_FORUM, **asked).rows:
        sentence = PluralText(
            "{area} has no forum on this day; it concerns {n} actor, who cannot be represented there.",
            "{area} has no forum on this day; it concerns {n} actors, who cannot be represented there.",
            area=term_of(row),
            n=row["actors"],
        )
        yield Finding(
            rule=FindingRule.AREA_WITHOUT_FORUM,
            sentence=sentence,
            about=(row["area"],),
            entities=(row["area"],),
            asked=cite_query(AREAS_WITHOUT_FORUM, asked),
            rows=(row,),
            evidence=tuple(row["evidence"]),
            certainty=find_certainty(row["certainty"]),
            example=row["example"],
        )


def _make_finding(row: _Row, on: str) -> Finding:
    doubts = [Text("it is uncertain that the area concerns it")] if row["certainty"] == Certainty.UNCERTAIN else []
    if row["proposed_forums"]:
        doubts.append(Text("all forums there are only proposed"))
    elif row["unsettled"]:
        doubts.append(Text("as far as is on record: some members there are uncertain or proposed"))
    sentence = Text(
        "{actor} is concerned by {area} but has no seat at the level {level}, neither directly nor through a network{note}.",
        actor=term_of(row),
        area=term_of(row, "area_name"),
        level=term_of(row, "level_name"),
        note=Text(" ({doubts})", doubts=JoinedText(doubts)) if doubts else "",
    )
    asked = {"actors": [row["actor"]], "areas": [row["area"]], "on": on}
    return Finding(
        rule=FindingRule.NOT_REPRESENTED,
        sentence=sentence,
        about=(row["actor"], row["area"], row["level"]),
        entities=(row["actor"], row["area"], row["level"]),
        asked=cite_query(CONCERNED_ACTORS, asked),
        rows=(row,),
        evidence=tuple(row["evidence"]),
        certainty=find_certainty(row["certainty"], Certainty.UNCERTAIN if row["unsettled"] else None),
        example=row["example"],
    )
