"""The forums whose members should be found out, by what they would settle, and the seat that would make most voices sure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from model.findings import Finding, QueryCall, find_certainty
from model.graphs.mending import measure_chains
from model.language import PluralText
from model.representation.rule_states import WITHOUT_MEMBERS
from model.text.names import term_of
from model.vocabulary.finding_rules import FindingRule
from model.vocabulary.record import Certainty, Standing
from queries.representation.states import ActorState, Representatives
from queries.server.graph import Reader

RULES_OF_KINDS = "representation/rules-of-kinds"


@dataclass(frozen=True, slots=True)
class UnrecordedForum:
    """A forum without members on record, and what its members would settle.

    `doubtful`: some of its members are on record, others not for certain; `actors` are then those who have no seat on record.
    `alone`: the actors whose state at the level it would settle by itself, as the only forum there without members on record.
    `actors`: the actors of which it is unknown whether they sit in it; `others`: how many more forums at the level lack members,
    `others_proposed` of them only proposed, with nobody to ask; `rules`: the rules on its seats that cannot be checked.
    """

    forum: str
    alone: int
    actors: int
    others: int
    others_proposed: int
    rules: int
    doubtful: bool = False

    @property
    def settles(self) -> dict[str, int]:
        """Return what it would settle, as the fields of a row."""
        return {name: getattr(self, name) for name in ("alone", "actors", "others", "others_proposed", "rules")}


def list_unrecorded(reader: Reader, found: Representatives, on: str) -> Sequence[UnrecordedForum]:
    """Return the forums without members on record that would settle something, the most telling first; then doubtful ones."""
    asked = {"on": on, "without": [str(kind) for kind in WITHOUT_MEMBERS]}
    rules = {row["kind"]: row["rules"] for row in reader.read(RULES_OF_KINDS, **asked).rows}
    return rank_unrecorded(found, rules)


def rank_unrecorded(found: Representatives, rules: dict[str, int]) -> Sequence[UnrecordedForum]:
    """Return the forums without members on record, by the states of actors that they would settle, then by rules.

    After them come the existing forums of which some members are not on record for certain.

    `rules` counts the rules on seats by kind of forum.
    """
    unknown = Counter((state.area, state.level) for state in found.list_states() if state.how == "unknown")
    ranked = [*_measure(found, rules, unknown)]
    return sorted(ranked, key=lambda one: (one.doubtful, -one.alone, -one.actors, -one.rules, one.others, one.forum))


def _measure(found: Representatives, rules: dict[str, int], unknown: Counter[tuple[str, str]]) -> Iterator[UnrecordedForum]:
    for (area, level), forums in found.forums_at.items():
        unrecorded = [id_ for id_ in forums if not found.forums[id_]["recorded"]]
        proposed = {id_ for id_ in unrecorded if found.forums[id_]["standing"] == Standing.PROPOSED}
        concerned = found.actors_of.get(area, ())
        seated = Counter(id_ for actor in concerned for id_ in {voice.forum for voice in found.voices[actor]})
        for id_ in unrecorded:
            of_kind = rules.get(found.forums[id_]["kind"], 0)
            actors = len(concerned) - seated[id_]
            alone = unknown[area, level] if len(unrecorded) == 1 else 0
            if actors or of_kind:
                yield UnrecordedForum(id_, alone, actors, len(unrecorded) - 1, len(proposed - {id_}), of_kind)
        for id_ in forums:
            forum = found.forums[id_]
            if forum["recorded"] and forum["unsettled"] and forum["standing"] == Standing.EXISTING:
                actors = len(concerned) - seated[id_]
                yield UnrecordedForum(id_, 0, actors, len(unrecorded), len(proposed), 0, doubtful=True)


def list_staying(found: Representatives, states: Iterable[ActorState]) -> Iterator[dict[str, Any]]:
    """Yield the levels of areas where voices can stay unknown when all existing forums have told their members.

    A row has an `area`, a `level`, how many `actors` are unknown there, and how many forums are only `proposed`.
    """
    unknown = Counter((state.area, state.level) for state in states if state.how == "unknown")
    for (area, level), actors in unknown.items():
        forums = (found.forums[id_] for id_ in found.unrecorded_at(area, level))
        if proposed := sum(forum["standing"] == Standing.PROPOSED for forum in forums):
            yield {"what": "stays", "area": area, "level": level, "actors": actors, "proposed": proposed}


@dataclass(frozen=True, slots=True)
class SureSeat:
    """A seat for a network in an existing forum that would make sure of a voice for `actors`, of whom it is unknown there."""

    network: str
    forum: str
    actors: tuple[str, ...]
    others: int
    """How many other existing forums there would do as well."""
    example: bool


def find_sure_seat(found: Representatives, states: Iterable[ActorState], levels: Mapping[str, str | None]) -> SureSeat | None:
    """Return the seat that would make sure of a voice for most actors whose state is unknown; None if no network would.

    Of several it is one at the network's own level, which `levels` holds.
    """
    above: dict[str, list[str]] = defaultdict(list)
    for link in found.links:
        if link["standing"] == Standing.EXISTING and link["certainty"] != Certainty.UNCERTAIN:
            above[link["actor"]].append(link["network"])
    invented = {link["network"] for link in found.links if link["example"]}
    unknown = [state for state in states if state.how == "unknown"]
    chains = {actor: measure_chains(actor, above) for actor in {state.actor for state in unknown}}
    existing = {
        cell: [id_ for id_ in forums if found.forums[id_]["standing"] == Standing.EXISTING]
        for cell, forums in found.forums_at.items()
    }
    speaks: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for state in unknown:
        if existing[state.area, state.level]:
            for network in chains[state.actor].keys() - {state.actor}:
                speaks[network, state.area, state.level].append(state.actor)
    if not speaks:
        return None
    best = min(speaks, key=lambda seat: (-len(speaks[seat]), seat[0] in invented, levels.get(seat[0]) != seat[2], seat))
    network, *cell = best
    there = existing[cell[0], cell[1]]
    forum = min(there, key=lambda id_: (bool(found.forums[id_]["example"]), id_))
    example = network in invented or bool(found.forums[forum]["example"])
    return SureSeat(network, forum, tuple(sorted(speaks[best])), len(there) - 1, example)


def make_unrecorded_findings(found: Representatives, ranked: Iterable[UnrecordedForum], asked: QueryCall) -> Iterator[Finding]:
    """Yield a finding for each forum of `ranked` without members on record. `asked` is the query that lists the forums."""
    for one in (one for one in ranked if not one.doubtful):
        row = found.forums[one.forum]
        sentence = PluralText(
            "{forum} has no certain members on record: whether {n} concerned actor is represented there is unknown{rules}.",
            "{forum} has no certain members on record: whether {n} concerned actors are represented there is unknown{rules}.",
            forum=term_of(row),
            n=one.actors,
            rules=PluralText(", and {n} rule cannot be checked", ", and {n} rules cannot be checked", n=one.rules)
            if one.rules
            else "",
        )
        yield Finding(
            rule=FindingRule.MEMBERS_UNKNOWN,
            sentence=sentence,
            about=(one.forum,),
            entities=(one.forum,),
            asked=asked,
            rows=(row | one.settles,),
            evidence=tuple(row["evidence"]),
            certainty=find_certainty(row["certainty"]),
            example=row["example"],
        )
