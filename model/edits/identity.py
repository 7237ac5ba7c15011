"""Which record an id stands for: a party that others were merged into is still found by their ids.

An id never changes and is never used again: the ids of what was merged stay with what is left, in its `former_ids`.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from model.vocabulary.record import Record
from model.vocabulary.types import Key, targets_of

CurrentIds = Mapping[Key, str]
"""Type and former id → the id now."""


def index_former_ids(parties: Iterable[Any]) -> CurrentIds:
    """What each of the former ids of `parties` stands for."""
    return {(party.label, former): party.id for party in parties for former in party.former_ids}


def find_former_ids(record: Record, present: CurrentIds) -> Iterator[Key]:
    """The former ids by which `record` names something."""
    for field in record.references():
        value = getattr(record, field)
        for id_ in value if isinstance(value, tuple) else (value,):
            yield from _resolve_former_id(record, field, id_, present)


def replace_former_ids(record: Record, present: CurrentIds) -> Record:
    """`record` with what it names by former ids named by the ids now; its own id stays."""
    if not present or not any(find_former_ids(record, present)):
        return record
    return record.model_copy(update={field: _replace_field_ids(record, field, present) for field in record.references()})


def _replace_field_ids(record: Record, field: str, present: CurrentIds) -> Any:
    value = getattr(record, field)
    ids = value if isinstance(value, tuple) else (value,)
    now = [next((present[key] for key in _resolve_former_id(record, field, id_, present)), id_) for id_ in ids]
    return tuple(sorted(set(now))) if isinstance(value, tuple) else now[0]


def _resolve_former_id(record: Record, field: str, id_: str | None, present: CurrentIds) -> Iterator[Key]:
    """The former id that the field means by `id_`, if it means one."""
    keys = ((type_.label, id_ or "") for type_ in targets_of(record.references()[field]))
    return (key for key in keys if key in present)
