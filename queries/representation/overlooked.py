"""The groups that the source names to be invited first and as often overlooked (§6.3), and who of them has a seat on record."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from queries.representation.states import ActorState, Representatives, find_state
from queries.representation.voices import SeatVoice, are_proposed, are_uncertain

_Row = Mapping[str, Any]


def list_overlooked(found: Representatives, groups: Sequence[_Row], facts: Mapping[str, _Row]) -> Iterator[dict[str, Any]]:
    """Yield a row for each actor of these groups, those to be invited first; a group without actors has one without actor.

    An actor's state is over all forums of areas: "none" only if the members of all are on record; `proposed` and `uncertain` say
    whether it is so only by such seats. `concerned_by` are the areas that concern it on record, and of their `levels` with forums
    it has no voice at `none_at`, at `unsettled_at` of these only as far as is on record.
    """
    areas: dict[str, list[str]] = defaultdict(list)
    for row in found.concerned:
        areas[row["actor"]].append(row["area"])
    states: dict[str, list[ActorState]] = defaultdict(list)
    for state in found.list_states():
        states[state.actor].append(state)
    parents = {within for group in groups for within in group["within"]}
    for group in groups:
        actors = sorted(actor for actor, fact in facts.items() if group["group"] in _ids_of(fact["groups"]))
        words = {"group": group["group"], "group_name": group["name"], "group_name_en": group["name_en"], "kind": group["kind"]}
        for actor in actors:
            yield {
                "what": "overlooked",
                **words,
                "actor": actor,
                "name": facts[actor]["name"],
                "name_en": facts[actor]["name_en"],
                **_tell_state(found, found.finder.find(actor)),
                "concerned_by": sorted(set(areas[actor])),
                "none_at": sum(state.how == "none" for state in states[actor]),
                "unsettled_at": sum(found.is_unsettled(state) for state in states[actor]),
                "levels": len(states[actor]),
                "example": group["example"],
                "certainty": group["certainty"],
            }
        if not actors and group["group"] not in parents:
            empty: dict[str, Any] = dict.fromkeys(("actor", "name", "name_en", "how", "proposed", "uncertain"))
            empty |= dict.fromkeys(("none_at", "unsettled_at", "levels"), 0)
            lists: dict[str, Any] = {"forums": [], "through": [], "concerned_by": []}
            yield {"what": "overlooked", **words, **empty, **lists} | {name: group[name] for name in ("example", "certainty")}


def _tell_state(found: Representatives, all_voices: Sequence[SeatVoice]) -> dict[str, Any]:
    """Return how an actor with these voices is represented over all forums, in which doubt, where and through whom."""
    how, voices = find_state(all_voices, unrecorded=found.lacks_members)
    return {
        "how": how,
        "proposed": are_proposed(voices),
        "uncertain": are_uncertain(voices),
        "forums": sorted({voice.forum for voice in voices}),
        "through": sorted({network for voice in voices for network in voice.through}),
    }


def _ids_of(groups: Iterable[Sequence[Any]]) -> list[str]:
    return [id_ for id_, *_names in groups]
