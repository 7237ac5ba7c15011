"""Former ids: after a merger, references to the merged party's id are redirected to the party that was kept.

Ids never change and are never reused. The kept party holds the others' ids in `former_ids`.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from model.vocabulary.record import Record
from model.vocabulary.types import Key, targets_of

CurrentIds = Mapping[Key, str]
"""Type and former id → current id."""


def index_former_ids(parties: Iterable[Any]) -> CurrentIds:
    """Return the current id for each of the former ids of `parties`."""
    return {(party.label, former): party.id for party in parties for former in party.former_ids}


def find_former_ids(record: Record, present: CurrentIds) -> Iterator[Key]:
    """Yield the keys of the former ids by which `record` names other records."""
    for field in record.references():
        value = getattr(record, field)
        for id_ in value if isinstance(value, tuple) else (value,):
            yield from _resolve_former_id(record, field, id_, present)


def replace_former_ids(record: Record, present: CurrentIds) -> Record:
    """Return `record` with references by former ids replaced by current ones; its own id stays."""
    if not present or not any(find_former_ids(record, present)):
        return record
    return record.model_copy(update={field: _replace_field_ids(record, field, present) for field in record.references()})


def _replace_field_ids(record: Record, field: str, present: CurrentIds) -> Any:
    value = getattr(record, field)
    ids = value if isinstance(value, tuple) else (value,)
    now = [next((present[key] for key in _resolve_former_id(record, field, id_, present)), id_) for id_ in ids]
    return tuple(sorted(set(now))) if isinstance(value, tuple) else now[0]


def _resolve_former_id(record: Record, field: str, id_: str | None, present: CurrentIds) -> Iterator[Key]:
    """Yield the key that `id_` in `field` means, if it is a former id."""
    keys = ((type_.label, id_ or "") for type_ in targets_of(record.references()[field]))
    return (key for key in keys if key in present)
