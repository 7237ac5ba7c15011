"""What could give actors a voice, of a landscape on a day: who lacks one, and the seats and memberships that could be proposed.

A seat, a vacant one first, is proposed to an actor where it lacks a voice, or to an existing network that speaks for it; a
membership in a network to an actor like its present members. Nobody is proposed a seat in a forum of another place. Forums
without members on record are left out: there it is unknown who lacks a voice.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from model.graphs.mending import Cell, MendingChange, MendingProblem, Need, SeatLimit
from model.representation.seat_limits import find_mandate, fits_vacancy, list_asked_for, list_limits, list_vacancies
from model.representation.seat_terms import ForumBody, SeatedParty, SeatTerm
from model.vocabulary.forums import Force, Mandate, SeatRule
from model.vocabulary.groups import Group, GroupKind
from model.vocabulary.record import Standing, list_standings
from queries.landscape.registers import read_records
from queries.questions.parameters import MendQuestion
from queries.representation.forum_bodies import ForumBodies, page_forums
from queries.representation.seat_conflicts import read_seat_rules
from queries.representation.states import ActorState, Representatives, read_representatives
from queries.server.graph import Reader

Fit = str
"""Why an actor would belong in a network: "kind", "place" (of a type with a member in the same place), or "guess"."""
_RANKS = {Force.LAW: 0, Force.RULE: 0, Force.RECOMMENDED: 1, Force.POSSIBLE: 2}
_INVITED_RANK, _VACANT_RANK, _NETWORK_RANK, _UNASKED_RANK, _GUESS_RANK = 1, 1, 2, 3, 6


@dataclass(frozen=True, slots=True)
class ChangeReasons:
    """What speaks for a change: rules that ask for the seat, groups of §6.3, how well a network fits; and a mandate it needs.

    `vacancies` are the forum's vacant seats, each as often as there are of it, that the party could take.
    """

    rules: tuple[SeatRule, ...] = ()
    groups: tuple[Group, ...] = ()
    mandate: Mandate | None = None
    fit: Fit = "kind"
    vacancies: tuple[SeatTerm, ...] = ()


@dataclass(frozen=True)
class MendingCase:
    """The problem, what speaks for each change, and what cannot be mended because it is unknown."""

    found: Representatives
    states: Sequence[ActorState]
    problem: MendingProblem
    reasons: Mapping[MendingChange, ChangeReasons]
    rules: Mapping[str, SeatRule]
    bodies: ForumBodies
    cut: bool

    @cached_property
    def invented(self) -> frozenset[Need]:
        """Return the lacking voices that are known to lack only by invented records."""
        concerned = {(row["actor"], row["area"]) for row in self.found.concerned if row["example"]}
        return frozenset(
            (state.actor, (state.area, state.level))
            for state in self.states
            if state.how == "none" and ((state.actor, state.area) in concerned or self.found.rests_on_example(state))
        )

    def count_unsettled(self) -> int:
        """Return how many voices lack only as far as is on record."""
        return sum(self.found.is_unsettled(state) for state in self.states)

    def count(self, how: str) -> int:
        """Return how many actors are represented so, each at each level of each area."""
        return sum(state.how == how for state in self.states)


def read_mending_case(reader: Reader, question: MendQuestion) -> MendingCase:
    """Return the case of a question whose area and level are ids."""
    standings = list_standings(question.existing)
    found = read_representatives(reader, question.on, standings)
    states = [
        state for state in found.list_states() if question.area in (None, state.area) and question.level in (None, state.level)
    ]
    case = _CaseReader(reader, question, found, standings)
    lacking = [state for state in states if state.how == "none"]
    problem, reasons = case.build(lacking)
    cut = found.cut or case.bodies.cut
    return MendingCase(found, states, problem, reasons, case.rules, case.bodies, cut)


class _CaseReader:
    """Reads what the candidates are made of, and makes the problem."""

    def __init__(self, reader: Reader, question: MendQuestion, found: Representatives, standings: list[str]) -> None:
        self._reader, self._on, self._guesses, self._found = reader, question.on, question.guesses, found
        self._standings = standings
        self.bodies = ForumBodies(reader, question.on)
        self.rules = {rule.id: rule for rule in read_seat_rules(reader, question.on)}
        self._groups = {group.id: group for group in read_records(reader, Group)}
        self._links = frozenset((str(row["network"]), str(row["actor"])) for row in found.links)
        self._networks = sorted({network for network, _member in self._links})
        self._members: dict[str, list[str]] = defaultdict(list)
        for network, member in sorted(self._links):
            self._members[network].append(member)
        self._reasons: dict[MendingChange, ChangeReasons] = {}

    def build(self, lacking: Sequence[ActorState]) -> tuple[MendingProblem, Mapping[MendingChange, ChangeReasons]]:
        """Return the problem of the actors without a voice, and what speaks for each change."""
        needs = tuple((state.actor, (state.area, state.level)) for state in lacking)
        where: dict[Cell, list[str]] = defaultdict(list)
        for actor, cell in needs:
            where[cell].append(actor)
        actors = sorted({actor for actor, _cell in needs})
        self._parties = self.bodies.find_parties({*actors, *(party for link in self._links for party in link)})
        joins = [*self._list_joins(actors)]
        bodies = self._read_bodies(where)
        bare = MendingProblem(needs, {body.id: cell for cell in where for body in bodies[cell]}, self._links, {}, tuple(joins))
        seats, limits = list[MendingChange](), list[SeatLimit]()
        for cell, there in where.items():
            parties = [self._parties[id_] for id_ in self._list_candidates(bare, there) if id_ in self._parties]
            for body in bodies[cell]:
                fitting = [party for party in parties if _is_at_place(party, body, self.bodies.places.upwards)]
                seats += self._list_seats(body, fitting, {*there})
                limits += [limit for rule in self._rules_of(body) for limit in list_limits(rule, body, self._on, fitting)]
        cells_of = {network: self._list_seated(network) for network in self._networks}
        seated = {cell: frozenset(network for network in self._networks if cell in cells_of[network]) for cell in where}
        voiceless = frozenset(actor for actor in actors if not self._found.voices.get(actor))
        problem = MendingProblem(needs, bare.cells, self._links, seated, (*joins, *seats), tuple(limits), voiceless)
        return problem, self._reasons

    def _rules_of(self, body: ForumBody) -> list[SeatRule]:
        return [rule for rule in self.rules.values() if rule.forum_kind == body.kind]

    def _read_bodies(self, cells: Iterable[Cell]) -> Mapping[Cell, list[ForumBody]]:
        """Return the forums of each area and level."""
        cell_of = {id_: cell for cell in cells for id_ in self._found.forums_at[cell]}
        bodies: dict[Cell, list[ForumBody]] = defaultdict(list)
        for rows in page_forums(self._reader, self._standings, self._on):
            for body in self.bodies.read([row for row in rows if row["forum"] in cell_of]):
                bodies[cell_of[body.id]].append(body)
        return bodies

    def _list_seated(self, network: str) -> set[Cell]:
        """Return the areas and levels where a network, or another on its behalf, has an ordinary seat."""
        voices = (voice for voice in self._found.finder.find(network) if not voice.deputy and len(voice.through) <= 1)
        return {(voice.area, voice.level) for voice in voices if not voice.through or (voice.holder, network) not in self._links}

    def _list_candidates(self, bare: MendingProblem, actors: Iterable[str]) -> list[str]:
        """Return the actors, and the networks that speak for one of them or would if it joined one."""
        found = set[str]()
        joined: dict[str, list[str]] = defaultdict(list)
        for join in bare.changes:
            joined[join.party].append(join.into)
        for actor in actors:
            speakers = bare.speakers[actor]
            found |= {*speakers, *(above for party in speakers for net in joined[party] for above in bare.speakers[net])}
        return sorted({*actors, *(found & {*self._networks})})

    def _list_joins(self, actors: Iterable[str]) -> Iterator[MendingChange]:
        for actor in actors:
            for network in self._networks:
                if network == actor or (network, actor) in self._links or actor not in self._parties:
                    continue
                fit = self._measure_fit(self._parties[actor], network)
                if fit != "guess" or self._guesses:
                    change = MendingChange(True, actor, network, 4 * (_GUESS_RANK if fit == "guess" else _NETWORK_RANK))
                    self._reasons[change] = ChangeReasons(groups=self._groups_of(self._parties[actor]), fit=fit)
                    yield change

    def _measure_fit(self, actor: SeatedParty, network: str) -> Fit:
        members = [self._parties[id_] for id_ in self._members[network] if id_ in self._parties]
        at = self._parties[network].places if network in self._parties else frozenset()
        if at and actor.places and at.isdisjoint(actor.places):
            return "guess"
        if actor.kind and any(member.kind == actor.kind for member in members):
            return "kind"
        near = (member for member in members if actor.places and actor.places == member.places)
        return "place" if any(member.types & actor.types for member in near) else "guess"

    def _groups_of(self, party: SeatedParty) -> tuple[Group, ...]:
        """Return the groups of §6.3 to which a party belongs, without those that another of them is a part of."""
        ids = {term.group for term in party.groups if term.span.holds_on(self._on)}
        groups = (self._groups[id_] for id_ in sorted(ids) if id_ in self._groups)
        found = [group for group in groups if group.kind in (GroupKind.INVITED, GroupKind.OVERLOOKED)]
        wider = {group.within for group in found}
        return tuple(group for group in found if group.id not in wider)

    def _list_seats(self, body: ForumBody, parties: Sequence[SeatedParty], lacking: set[str]) -> Iterator[MendingChange]:
        rules = self._rules_of(body)
        asking: dict[str, list[SeatRule]] = defaultdict(list)
        for rule in rules:
            for party in list_asked_for(rule, body, self._on, self.bodies.places, parties):
                asking[party.id].append(rule)
        proposed = self._found.forums[body.id]["standing"] == Standing.PROPOSED
        vacant = list_vacancies(body, self._on)
        for party in parties:
            groups = self._groups_of(party)
            open_ = tuple(seat for seat in vacant if fits_vacancy(rules, seat, party, self._on))
            ranks = [*(_RANKS[rule.force] for rule in asking[party.id]), _rank_party(party, groups, lacking)]
            ranks += [_VACANT_RANK] if open_ else []
            change = MendingChange(False, party.id, body.id, 4 * min(ranks) + 2 * proposed - bool(open_))
            mandate = find_mandate(rules, party, self._on)
            self._reasons[change] = ChangeReasons(tuple(asking[party.id]), groups, mandate, vacancies=open_)
            yield change


def _rank_party(party: SeatedParty, groups: Sequence[Group], lacking: set[str]) -> int:
    if any(group.kind == GroupKind.INVITED for group in groups):
        return _INVITED_RANK
    return _NETWORK_RANK if groups or party.id not in lacking else _UNASKED_RANK


def _is_at_place(party: SeatedParty, body: ForumBody, upwards: Mapping[str, frozenset[str]]) -> bool:
    """Return whether a party could sit in a forum of a place: one of the two lies within the other, or a place is not known."""
    own = min(party.places, key=lambda place: -len(upwards.get(place, ())), default=None)
    return not (body.place and own) or body.place in party.places or own in upwards.get(body.place, frozenset())
