"""The seats and memberships that would give actors a voice: the fewest, or the best of so many (§6.3, §6.4.1).

Nothing is written: the answer is a proposal, with what speaks for each change, what stays without and why, and which forums
should be asked first for their members.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from model.findings import Answer, ProvenSentence
from model.graphs.mending import Cell, MendingChange, Need
from model.graphs.mending_optimum import SECONDS_TO_MEND, Mending, find_mending
from model.language import LANGUAGES
from model.representation.rule_states import POSITION_OF_RULE
from model.representation.seat_terms import MEMBER_POSITIONS, SeatTerm
from model.vocabulary.forums import Position
from model.vocabulary.record import Certainty, Standing, list_standings
from queries.landscape.parties import find_area, find_level
from queries.questions.parameters import MendQuestion, find_ids
from queries.representation.memberships import read_names
from queries.representation.mending_case import ChangeReasons, MendingCase, read_mending_case
from queries.representation.mending_words import describe_change, describe_reasons
from queries.representation.unrecorded_forums import SureSeat, UnrecordedForum, find_sure_seat, list_staying, list_unrecorded
from queries.server.catalogue import cite_query
from queries.server.graph import Graph, Reader

_Row = dict[str, Any]
_CellNames = tuple[Mapping[str, _Row], Mapping[str, _Row]]
MOST_COMPARED = 20
"""For so many changes at most it is said in which other forums they would be as good."""
MOST_ASKED = 5
"""The largest number of forums to name that should be asked for their members."""


def answer_mend(graph: Graph, question: MendQuestion) -> Answer:
    """Return a proposal of seats and memberships; area and level are given by id, name or alias. Raises NotFound.

    Rows have a field `what`. "summary": how many voices are lacking and would be given, whether it is `proven` that no other
    set is better, how many `others` are as good (all of them if `exact`), whether the choice among them is proven, too
    (`preferred`), which parties they have `instead`, how many of the voices are known to lack only by `examples`, or only as
    far as is on record (`unsettled`). "change": a `seat` or `join` of a `party`, the `voices` that it gives, the `rules` that
    ask for it, its `reasons` in words, the `vacancy` that it fills, other forums where a seat for the same party would give as
    many voices (`instead`), whether it is `always` part of the best (None: not known). "without": an actor that stays without,
    and `why`. "sure": the seat for a `network` in a forum that would make sure of a voice for most `actors` of whom it is
    unknown, and how many `others` exist there. "ask": a forum without members on record, see `UnrecordedForum`; `among` how
    many such forums. "stays": see `list_staying`.
    """
    question = question.model_copy(update=find_ids(graph, question, {"area": find_area, "level": find_level}))

    def read(reader: Reader) -> tuple[MendingCase, SureSeat | None, Sequence[UnrecordedForum], _CellNames]:
        case = read_mending_case(reader, question)
        networks = case.bodies.find_parties({str(link["network"]) for link in case.found.links})
        sure = find_sure_seat(case.found, case.states, {id_: party.level for id_, party in networks.items()})
        names = (read_names(reader, "area"), read_names(reader, "level"))
        return case, sure, list_unrecorded(reader, case.found, question.on), names

    case, sure, unrecorded, names = graph.read_in_transaction(read)
    found = find_mending(case.problem, question.changes)
    maker = _RowMaker(case, found, names)
    losses = case.problem.list_losses(found.changes)
    changes = [maker.make_change(number, *change) for number, change in enumerate(zip(found.changes, losses, strict=True), 1)]
    rows = [
        maker.make_summary(),
        *changes,
        *maker.list_without(),
        *maker.list_sure(sure),
        *maker.list_asked(unrecorded, question),
        *maker.list_staying(),
    ]
    standings = list_standings(question.existing)
    parameters = {"standings": standings, **question.given("area", "level", "changes")}
    findings = [_prove(row, question.on) for row in changes]
    return Answer("mend", parameters | {"guesses": question.guesses}, question.on, rows, findings, case.cut)


class _RowMaker:
    """Makes the rows of an answer."""

    def __init__(self, case: MendingCase, found: Mending, names: _CellNames) -> None:
        self._case, self._found, (self._areas, self._levels) = case, found, names
        self._filled = fill_vacancies({change: case.reasons[change] for change in found.changes})

    def make_summary(self) -> _Row:
        """Return what the proposal gives, and how sure it is that nothing is better."""
        found, case = self._found, self._case
        return {
            "what": "summary",
            "lacking": len(case.problem.needs),
            "voices": len(found.met),
            "actors": len({actor for actor, _cell in found.met}),
            "changes": len(found.changes),
            "possible": len(case.problem.changes),
            "proven": found.proven,
            "others": found.others,
            "exact": found.exact,
            "preferred": found.preferred,
            "instead": list(found.instead),
            "instead_names": [self._name("name", party) for party in found.instead],
            "examples": len(case.invented),
            "unsettled": case.count_unsettled(),
            "seconds": SECONDS_TO_MEND,
            "deputies": case.count("deputy"),
            "unknown": case.count("unknown"),
        }

    def make_change(self, number: int, change: MendingChange, voices: frozenset[Need]) -> _Row:
        """Return the row of a change that alone gives some voices."""
        case, found, lost = self._case, self._found, sorted(voices)
        reasons = case.reasons[change]
        vacancy = self._filled.get(change)
        position = vacancy.position if vacancy else Position.MEMBER
        asking = tuple(rule for rule in reasons.rules if POSITION_OF_RULE.get(rule.rule, position) == position)
        reasons = replace(reasons, rules=asking)
        row: _Row = {
            "what": "change",
            "number": number,
            "kind": "join" if change.joins else "seat",
            "party": change.party,
            **self._name("party_name", change.party),
            "into": change.into,
            **self._name("into_name", change.into),
            "mandate": str(reasons.mandate) if reasons.mandate else None,
            "position": None if change.joins else str(position),
            "vacancy": vacancy.id if vacancy else None,
            "instead": self._list_equal(change),
            "voices": [self._name_need(need) for need in lost],
            "voiceless": sorted({actor for actor, _cell in lost} & case.problem.voiceless),
            "voiceless_known": not case.found.lacks_members,
            "rules": [rule.id for rule in reasons.rules],
            "force": [str(rule.force) for rule in reasons.rules],
            "groups": [group.id for group in reasons.groups],
            "fit": reasons.fit if change.joins else None,
            "standing": None,
            "always": None if found.always is None else change in found.always,
            "evidence": sorted({place for fact in (*reasons.rules, *reasons.groups) for place in fact.evidence}),
            "example": self._is_invented(change, lost),
        }
        if not change.joins:
            forum = case.found.forums[change.into]
            row |= {name: forum[name] for name in ("area", "level", "standing")} | self._name_cell(
                (forum["area"], forum["level"])
            )
        sentences = {"sentence": describe_change(row), "reasons": describe_reasons(row, reasons)}
        return row | {key: {language: text.in_(language) for language in LANGUAGES} for key, text in sentences.items()}

    def _list_equal(self, change: MendingChange) -> list[_Row]:
        """Return the other forums where a seat for the same party would give as many voices, if the changes are not many."""
        if change.joins or len(self._found.changes) > MOST_COMPARED:
            return []
        equal = self._case.problem.list_equal(change, self._found.changes)
        return [{"forum": seat.into, **self._name("name", seat.into)} for seat in equal]

    def _is_invented(self, change: MendingChange, needs: Sequence[Need]) -> bool:
        forum = self._case.found.forums.get(change.into, {"example": False})
        return bool(forum["example"]) or not self._case.invented.isdisjoint(needs)

    def _name(self, field: str, id_: str) -> _Row:
        forum = self._case.found.forums.get(id_)
        term = self._case.bodies.name_of(id_)
        sv, en = (forum["name"], forum["name_en"] or forum["name"]) if forum else (term.sv, term.en)
        return {field: sv, f"{field}_en": en}

    def _name_need(self, need: Need) -> _Row:
        actor, cell = need
        return {"actor": actor, **self._name("name", actor), **self._name_cell(cell)}

    def _name_cell(self, cell: Cell) -> _Row:
        return self._areas[cell[0]] | self._levels[cell[1]]

    def list_without(self) -> Iterator[_Row]:
        """Yield the actors that stay without, and why: the `limit` of changes, a `rule` in the way, or `no-forum` to sit in."""
        problem = self._case.problem
        used = {
            limit: sum(limit.weigh(seat.party) for seat in self._found.changes if not seat.joins and seat.into == limit.forum)
            for limit in problem.limits
        }
        for actor, cell in self._found.left:
            options = [change for party in problem.speakers[actor] for change in problem.changes_of.get((party, cell), ())]
            broken = [
                [limit for limit in problem.limits_of.get(seat.into, ()) if used[limit] + limit.weigh(seat.party) < -limit.room]
                for seat in options
                if not seat.joins
            ]
            rules = sorted({limit.rule for limits in broken for limit in limits}) if all(broken) else []
            why = "no-forum" if not options else "rule" if rules else "limit"
            yield {"what": "without", **self._name_need((actor, cell)), "why": why, "rules": rules}

    def list_sure(self, seat: SureSeat | None) -> Iterator[_Row]:
        """Yield the seat for a network that would make sure of most voices of which it is unknown, if there is one."""
        if seat:
            forum = self._case.found.forums[seat.forum]
            yield {
                "what": "sure",
                "network": seat.network,
                **self._name("network_name", seat.network),
                **{name: forum[name] for name in ("forum", "name", "name_en", "area", "level")},
                **self._name_cell((forum["area"], forum["level"])),
                "actors": list(seat.actors),
                "others": seat.others,
                "example": seat.example,
            }

    def list_asked(self, unrecorded: Sequence[UnrecordedForum], question: MendQuestion) -> Iterator[_Row]:
        """Yield the forums that should be asked for their members, first the most telling; a proposed forum has nobody to ask."""
        chosen = question.given("area", "level") | {"standing": Standing.EXISTING}
        forums = self._case.found.forums
        asked = [one for one in unrecorded if all(forums[one.forum][name] == value for name, value in chosen.items())]
        for one in asked[:MOST_ASKED]:
            forum = forums[one.forum]
            yield {
                "what": "ask",
                **{name: forum[name] for name in ("forum", "name", "name_en", "area", "level", "example")},
                **self._name_cell((forum["area"], forum["level"])),
                **one.settles,
                "doubtful": one.doubtful,
                "among": len(asked),
            }

    def list_staying(self) -> Iterator[_Row]:
        """Yield the levels of areas where voices can stay unknown when all existing forums have told their members."""
        for row in list_staying(self._case.found, self._case.states):
            yield {**self._name_cell((row["area"], row["level"])), **row}


def fill_vacancies(reasons: Mapping[MendingChange, ChangeReasons]) -> dict[MendingChange, SeatTerm]:
    """Return the vacant seat that each change fills, each seat once: chairs first, and first by those whom a rule asks for."""
    filled: dict[MendingChange, SeatTerm] = {}
    left = {change.into: Counter[SeatTerm]() for change in reasons}
    for change, why in reasons.items():
        left[change.into] |= Counter(why.vacancies)
    for into, vacancies in left.items():
        for seat in sorted(vacancies.elements(), key=lambda seat: (MEMBER_POSITIONS.index(seat.position), seat.id)):
            able = [one for one, why in reasons.items() if one.into == into and one not in filled and seat in why.vacancies]
            if able:
                filled[min(able, key=lambda one: (not _asks_for(reasons[one], seat), one))] = seat
    return filled


def _asks_for(reasons: ChangeReasons, seat: SeatTerm) -> bool:
    return any(POSITION_OF_RULE.get(rule.rule, Position.MEMBER) == seat.position for rule in reasons.rules)


def _prove(row: _Row, on: str) -> ProvenSentence:
    """Return the sentence of a change, with the query that tells that its area concerns the actors."""
    areas, actors = (sorted({voice[name] for voice in row["voices"]}) for name in ("area", "actor"))
    return ProvenSentence(
        rule="mend",
        sentence=describe_change(row),
        entities=(row["party"], row["into"], *row["rules"], *actors),
        asked=cite_query("representation/concerned-actors", {"actors": actors, "areas": areas, "on": on}),
        rows=(row,),
        evidence=tuple(row["evidence"]),
        certainty=Certainty.UNCERTAIN,
        example=row["example"],
    )
