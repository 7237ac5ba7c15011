"""The surroundings of a change: the part of a landscape in which the checks judge it as they would in the whole.

    the changed records, before and after
    ├── the wholes to which they belong, with all members: the steps of an assignment, the seats of a forum
    ├── the records that they and their wholes name, and all ancestors: what they lie within, are parts of …
    ├── the parties that have, or had, one of their ids
    ├── all decisions on revisions, if one of them changes
    └── records that name a removed one, and records that cite a source whose example mark changes

Records outside this part are missing from both versions, so their problems cancel out. Whether anything still cites a removed
source is checked by the journal.
"""

from collections.abc import Collection, Iterable, Iterator

from model.changes.operation_keys import references_of_values
from model.vocabulary.contents import Contents, Records
from model.vocabulary.decisions import Assignment, Step
from model.vocabulary.forums import Seat
from model.vocabulary.record import Record, referenced_ids_of
from model.vocabulary.registers import Landscape, Source
from model.vocabulary.revision_events import RevisionEvent
from model.vocabulary.types import PARTY, TYPES, Key, group_by_type, list_upward_fields, referring_fields_of

MEMBERSHIP_FIELDS: tuple[tuple[type[Record], str], ...] = ((Assignment, "decision"), (Step, "assignment"), (Seat, "forum"))
"""The fields that name the whole to which a record belongs. All members of a whole are judged together."""


def select_surroundings(records: Records, made: Collection[Record], gone: Collection[Record] = ()) -> Contents:
    """Return the part of `records` that is needed to judge adding or replacing `made` and removing `gone`."""
    held = list(records.get(record.key for record in (*made, *gone)))
    own = [*held, *made, *gone]
    wholes = list(
        records.get(
            (type_.references()[field].to, getattr(record, field))
            for record in own
            for type_, field in MEMBERSHIP_FIELDS
            if isinstance(record, type_)
        )
    )
    citing = list(_find_citing(records, _find_remarked_sources(held, made)))
    found = [
        *records.get(key for record in (*own, *wholes, *citing) for key in references_of_record(record)),
        *find_ancestors(records, own), *_find_namesakes(records, own), *records.of(Landscape).values(),
        *find_referrers(records, (record.key for record in gone)), *_find_decided(records, own), *citing, *wholes, *held,
    ]  # fmt: skip
    return Contents([*found, *_find_members(records, [*own, *wholes, *(item for item in found if isinstance(item, Assignment))])])


def references_of_record(record: Record) -> Iterator[Key]:
    """Yield the keys of the records that a record names and of the sources that it cites."""
    return references_of_values(record.label, record.values())


def find_referrers(
    records: Records, keys: Iterable[Key], among: Collection[type[Record]] = tuple(TYPES.values())
) -> Iterator[Record]:
    """Yield the records of the types in `among` that name one of `keys`, once for each field that does."""
    for type_, ids in group_by_type(keys).items():
        for other, field in referring_fields_of(type_):
            if other in among:
                yield from records.find_naming(other, field, ids)


def _find_members(records: Records, wholes: Iterable[Record]) -> Iterator[Record]:
    """Yield the members of the records, and the members of those."""
    ids = group_by_type(record.key for record in wholes)
    for type_, field in MEMBERSHIP_FIELDS:
        found = list(records.find_naming(type_, field, ids.get(TYPES[type_.references()[field].to], ())))
        ids.setdefault(type_, []).extend(record.id for record in found)
        yield from found


def find_ancestors(records: Records, own: Collection[Record]) -> Iterator[Record]:
    """Yield all ancestors of the records: what they lie within, are a part of, follow up or resulted from, recursively."""
    for type_, field in list_upward_fields():
        seen: set[str] = set()
        wanted = {id_ for record in own if isinstance(record, type_) for id_ in referenced_ids_of(record, field)}
        while wanted := wanted - seen:
            found = list(records.get((type_.label, id_) for id_ in wanted))
            yield from found
            seen |= wanted
            wanted = {id_ for record in found for id_ in referenced_ids_of(record, field)}


def _find_namesakes(records: Records, own: Iterable[Record]) -> Iterator[Record]:
    """Yield the parties that share an id, current or former, with one of the records."""
    ids = {id_ for record in own if record.party for id_ in (record.id, *getattr(record, "former_ids", ()))}
    if ids:
        yield from records.get((PARTY, id_) for id_ in ids)
        yield from records.find_merged_parties(ids)


def _find_decided(records: Records, own: Iterable[Record]) -> Iterable[Record]:
    """Return all decisions on revisions, if one of the records is such a decision: they are judged together."""
    return records.of(RevisionEvent).values() if any(isinstance(record, RevisionEvent) for record in own) else ()


def _find_remarked_sources(held: Iterable[Record], made: Iterable[Record]) -> set[str]:
    """Return the ids of the sources that start or stop being examples."""
    becoming = {record.id: record.example for record in made if isinstance(record, Source)}
    return {
        record.id for record in held if isinstance(record, Source) and becoming.get(record.id, record.example) != record.example
    }


def _find_citing(records: Records, sources: set[str]) -> Iterator[Record]:
    """Yield all records that cite one of the sources. Reads the whole landscape unless `sources` is empty."""
    for record in records if sources else ():
        if any(evidence.partition(" ")[0] in sources for evidence in record.evidence):
            yield record
