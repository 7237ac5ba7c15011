"""Files that are older than a merger: what they say by the id of what was merged is understood of what it was merged into."""

from collections.abc import Iterable, Iterator

from loaders.reading import Found, Row
from loaders.staging import Staged
from model.errors import Problem
from model.identity import Present, former_ids_named, re_pointed
from model.language import Text
from model.record import Record
from model.touching import Key


def as_merged(staged: Staged, found: Iterable[Found]) -> Iterator[Found]:
    """What files say, by the ids of now. A row about what was merged is not read; it counts as saying that the rest is there."""
    present = staged.merged()
    return _by_ids_of_now(staged, found, present) if present else iter(found)


def _by_ids_of_now(staged: Staged, found: Iterable[Found], present: Present) -> Iterator[Found]:
    said: set[Key] = set()
    away: dict[Key, Row] = {}
    for item in found:
        if isinstance(item, Row) and (key := (item.record.label, item.record.id)) in present:
            staged.said_formerly[key] += 1
            away.setdefault((key[0], present[key]), item)
        elif isinstance(item, Row):
            said.add(key)
            staged.said_formerly.update(former_ids_named(item.record, present))
            yield Row(_with_former_ids(re_pointed(item.record, present), present), item.place)
        else:
            yield item
    for key in away.keys() - said:
        if now := staged.known(*key):
            yield Row(now.model_copy(update={"asserted_by": ()}), away[key].place)


def _with_former_ids(record: Record, present: Present) -> Record:
    """The record with the former ids that it is known by: a file that does not name them does not take them away."""
    if not record.party:
        return record
    known = {former for (label, former), id_ in present.items() if (label, id_) == (record.label, record.id)}
    said = set(getattr(record, "former_ids", ()))
    return record if known <= said else record.model_copy(update={"former_ids": tuple(sorted(known | said))})


def said_by_former_ids(staged: Staged) -> Iterator[Problem]:
    """The former ids that files name: where they stand in the files, the ids of now should."""
    present = staged.merged()
    for (label, former), times in sorted(staged.said_formerly.items()):
        now = present[label, former]
        text = Text(
            "'{former}' was merged into '{now}', and is understood as that: rows {times}", former=former, now=now, times=times
        )
        hint = Text("write '{now}' in the file, and take away the row about '{former}' itself", now=now, former=former)
        yield Problem("former-id-said", text, hint, label, now, "id", former)
