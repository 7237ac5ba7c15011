"""Organisations that succeed one another: one that splits, several that merge, one that takes over.

Nothing that was is rewritten: the old ones end the day before, the new ones begin on the day and say what they resulted from
(W3C ORG tells it by a change event, `org:originalOrganization` and `org:resultedFrom`; here is PROV's shorter word for both).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from model.changes.operation_keys import as_named, key_of
from model.changes.operations import Operation, ends
from model.checks.surroundings import named_by, naming
from model.checks.validation import record_from
from model.edits.by_hand import checked, find_record, refused
from model.edits.duplicate_relations import BETWEEN_PARTIES
from model.errors import NotFound, Problem
from model.language import Joined, Text
from model.rules import RecordRule
from model.vocabulary.actors import Actor
from model.vocabulary.contents import Contents, Records
from model.vocabulary.decisions import Assignment
from model.vocabulary.record import Record
from model.vocabulary.types import TYPES, Key

HANGING: tuple[type[Record], ...] = (*BETWEEN_PARTIES, Assignment)
"""What goes on by itself when a party that it names has ended."""


def succeeded(records: Records, old: Sequence[str], new: Sequence[str], day: str) -> list[Operation]:
    """The operations by which `new` follow `old` from `day` on. Raises NotFound, InputError.

    What is given as both goes on, and so does one of `new` that has been there before the day.
    """
    before = {actor.id: actor for actor in (_actor(find_record(records, said)) for said in old)}
    after = {actor.id: actor for actor in (_actor(_successor(records, said)) for said in new)}
    if before.keys() == after.keys():
        text = Text("nothing succeeds itself: those that end and those that follow are the same")
        raise refused([Problem(RecordRule.ORGANISATIONS_SUCCEED, text, None, Actor.label, ", ".join(before))])
    last = _day_before(day)
    there = {*before, *there_before(records, after, day)}
    ended = [_with(actor, valid_to=min(actor.valid_to or last, last)) for id_, actor in before.items() if id_ not in after]
    begun = [_with(actor, valid_from=actor.valid_from or (None if id_ in there else day),
                   resulted_from={*actor.resulted_from, *before} - {id_}) for id_, actor in after.items()]  # fmt: skip
    return checked(records, [*ended, *begun])


def there_before(records: Records, ids: Iterable[str], day: str) -> list[str]:
    """Which of those actors have been there before `day`: a relation between parties that names them held then."""
    keys = [(Actor.label, id_) for id_ in ids]
    ways = {way for key in keys for way in as_named(key)}
    lasting = (record for record in naming(records, keys, BETWEEN_PARTIES) if record.holds_on(_day_before(day)))
    return sorted({id_ for record in lasting for _, id_ in ways.intersection(named_by(record))})


def still_hanging(records: Records, operations: Iterable[Operation], since: str) -> dict[Key, Counter[str]]:
    """Each party that `operations` end, with type → how many relations, and open assignments, name it when it is gone.

    They hold on the day after its last, or on `since` where that is later.
    """
    ended = (item for item in operations if TYPES[item.type].party and ends(item))
    gone = {key_of(item): max(_day_after(item.record.last_day), since) for item in ended}
    ways = {way: key for key in gone for way in as_named(key)}
    hanging = Contents(naming(records, gone, HANGING)) if gone else ()
    found = {key: Counter[str]() for key in gone}
    for record in hanging:
        for key in {ways[way] for way in named_by(record) if way in ways}:
            if record.holds_on(gone[key]) and not _is_done(record):
                found[key][record.label] += 1
    return {key: counts for key, counts in found.items() if counts}


def _is_done(record: Record) -> bool:
    return isinstance(record, Assignment) and not record.open


def _day_after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _actor(record: Record) -> Actor:
    if isinstance(record, Actor):
        return record
    text = Text("'{id}' is no actor: only organisations succeed one another", id=record.id)
    raise refused([Problem(RecordRule.ORGANISATIONS_SUCCEED, text, None, record.label, record.id)])


def _successor(records: Records, said: str) -> Record:
    try:
        return find_record(records, said)
    except NotFound as error:
        first = Text("What is new is loaded first, in a row of its own: landskap load FILE")
        near = [Text("Did you mean {ids}?", ids=", ".join(error.suggestions))] if error.suggestions else []
        raise NotFound(error.text, error.suggestions, Joined([*near, first], " ")) from error


def _with(actor: Actor, **changed: Any) -> Record:
    found = record_from(Actor, actor.with_values(changed))
    if isinstance(found, Record):
        return found
    raise refused(found)
