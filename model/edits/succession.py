"""Succession of organisations: splits, mergers and take-overs.

Nothing in the past is rewritten: the old ones end the day before, and the new ones begin on the day with a reference to the old
ones. (W3C ORG has a change event, `org:originalOrganization` and `org:resultedFrom`; this is PROV's shorter form.)
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from model.changes.operation_keys import key_of, reference_keys_of
from model.changes.operations import Operation, is_ending
from model.checks.surroundings import find_referrers, references_of_record
from model.checks.validation import build_record
from model.edits.by_hand import build_refusal, find_record, plan_edit
from model.edits.duplicate_relations import PARTY_RELATIONS
from model.errors import NotFound, Problem
from model.language import JoinedText, Text
from model.rules import RecordRule
from model.vocabulary.actors import Actor
from model.vocabulary.contents import Contents, Records
from model.vocabulary.days import shift_day
from model.vocabulary.decisions import Assignment, Decision
from model.vocabulary.record import Record
from model.vocabulary.types import TYPES, Key

CONTINUING_TYPES: tuple[type[Record], ...] = (*PARTY_RELATIONS, Assignment)
"""Types of record that do not end when a party that they name does."""


def plan_succession(records: Records, old: Sequence[str], new: Sequence[str], day: str) -> list[Operation]:
    """Return the operations by which `new` succeed `old` from `day` on. Raises NotFound, InputError.

    An organisation in both lists goes on, and so does one of `new` that existed before the day.
    """
    before = {actor.id: actor for actor in (_require_actor(find_record(records, id_)) for id_ in old)}
    after = {actor.id: actor for actor in (_require_actor(_find_successor(records, id_)) for id_ in new)}
    if before.keys() == after.keys():
        text = Text("an organisation cannot succeed itself: the old and the new ones are the same")
        raise build_refusal([Problem(RecordRule.ORGANISATIONS_SUCCEED, text, None, Actor.label, ", ".join(before))])
    last = shift_day(day, -1)
    there = {*before, *find_active_before(records, after, day)}
    ended = [
        _change_actor(actor, valid_to=min(actor.valid_to or last, last)) for id_, actor in before.items() if id_ not in after
    ]
    begun = [_change_actor(actor, valid_from=actor.valid_from or (None if id_ in there else day),
                   resulted_from={*actor.resulted_from, *before} - {id_}) for id_, actor in after.items()]  # fmt: skip
    return plan_edit(records, [*ended, *begun])


def find_active_before(records: Records, ids: Iterable[str], day: str) -> list[str]:
    """Return the actors of `ids` that a relation named before `day`."""
    keys = [(Actor.label, id_) for id_ in ids]
    ways = {way for key in keys for way in reference_keys_of(key)}
    lasting = (record for record in find_referrers(records, keys, PARTY_RELATIONS) if record.holds_on(shift_day(day, -1)))
    return sorted({id_ for record in lasting for _, id_ in ways.intersection(references_of_record(record))})


def count_remaining_relations(records: Records, operations: Iterable[Operation], since: str) -> dict[Key, Counter[str]]:
    """Return party or decision → type → number of relations and open assignments that still name it after it has ended.

    They hold on the day after its last day, or on `since` if that is later.
    """
    ended = (item for item in operations if (TYPES[item.type].party or TYPES[item.type] is Decision) and is_ending(item))
    gone = {key_of(item): max(shift_day(item.record.last_day, 1), since) for item in ended}
    ways = {way: key for key in gone for way in reference_keys_of(key)}
    hanging = Contents(find_referrers(records, gone, CONTINUING_TYPES)) if gone else ()
    found = {key: Counter[str]() for key in gone}
    for record in hanging:
        for key in {ways[way] for way in references_of_record(record) if way in ways}:
            is_closed = isinstance(record, Assignment) and not record.open
            if record.holds_on(gone[key]) and not is_closed:
                found[key][record.label] += 1
    return {key: counts for key, counts in found.items() if counts}


def _require_actor(record: Record) -> Actor:
    if isinstance(record, Actor):
        return record
    text = Text("'{id}' is no actor: only organisations succeed one another", id=record.id)
    raise build_refusal([Problem(RecordRule.ORGANISATIONS_SUCCEED, text, None, record.label, record.id)])


def _find_successor(records: Records, id_: str) -> Record:
    try:
        return find_record(records, id_)
    except NotFound as error:
        first = Text("Load a new organisation first, in a row of its own: landskap load FILE")
        near = [Text("Did you mean {ids}?", ids=", ".join(error.suggestions))] if error.suggestions else []
        raise NotFound(error.text, error.suggestions, JoinedText([*near, first], " ")) from error


def _change_actor(actor: Actor, **changed: Any) -> Record:
    found = build_record(Actor, actor.with_values(changed))
    if isinstance(found, Record):
        return found
    raise build_refusal(found)
