"""The part of a landscape in which a change is judged as in the whole: what it touches, and all that the checks hold against it.

    the records themselves, before and after
    ├── what they belong to, with all that belongs to the same: the steps of an assignment, the seats of a forum
    ├── what they name, and what that to which they belong names; of what lies within something, what that lies within
    ├── the parties that have, or had, one of their ids
    └── what names one that goes, and what cites a source that is no longer an example, or is one now

What else there is around those is wanting before as after: a check that misses it complains of both alike. That nothing cites a
source that goes is for the journal to tell.
"""

from collections.abc import Collection, Iterable, Iterator

from model.changes.operation_keys import references_of_values
from model.vocabulary.contents import Contents, Records
from model.vocabulary.decisions import Assignment, Step
from model.vocabulary.forums import Seat
from model.vocabulary.record import Record, referenced_ids_of
from model.vocabulary.registers import Landscape, Source
from model.vocabulary.types import PARTY, TYPES, Key, group_by_type, list_upward_fields, referring_fields_of

MEMBERSHIP_FIELDS: tuple[tuple[type[Record], str], ...] = ((Assignment, "decision"), (Step, "assignment"), (Seat, "forum"))
"""The fields that name what a record belongs to: all that name the same are judged together."""


def select_surroundings(records: Records, made: Collection[Record], gone: Collection[Record] = ()) -> Contents:
    """The part of `records` in which it can be judged that `made` (new, or anew) and not `gone` is there."""
    held = list(records.get(record.key for record in (*made, *gone)))
    own = [*held, *made, *gone]
    wholes = list(records.get(_owners_of(own)))
    citing = list(_find_citing(records, _find_remarked_sources(held, made)))
    found = [
        *records.get(key for record in (*own, *wholes, *citing) for key in references_of_record(record)),
        *find_ancestors(records, own), *_find_namesakes(records, own), *records.of(Landscape).values(),
        *find_referrers(records, (record.key for record in gone)), *citing, *wholes, *held,
    ]  # fmt: skip
    return Contents([*found, *_find_members(records, [*own, *wholes, *(item for item in found if isinstance(item, Assignment))])])


def references_of_record(record: Record) -> Iterator[Key]:
    """The records that a record names, and the sources that it cites."""
    return references_of_values(record.label, record.values())


def find_referrers(
    records: Records, keys: Iterable[Key], among: Collection[type[Record]] = tuple(TYPES.values())
) -> Iterator[Record]:
    """The records of the types `among` that name one of `keys` in a field; one that does so in several may come again."""
    for type_, ids in group_by_type(keys).items():
        for other, field in referring_fields_of(type_):
            if other in among:
                yield from records.find_naming(other, field, ids)


def _owners_of(own: Iterable[Record]) -> Iterator[Key]:
    """What the records belong to."""
    for record in own:
        for type_, field in MEMBERSHIP_FIELDS:
            if isinstance(record, type_):
                yield type_.references()[field].to, getattr(record, field)


def _find_members(records: Records, wholes: Iterable[Record]) -> Iterator[Record]:
    """What belongs to the records, and to what belongs to them."""
    ids = group_by_type(record.key for record in wholes)
    for type_, field in MEMBERSHIP_FIELDS:
        found = list(records.find_naming(type_, field, ids.get(TYPES[type_.references()[field].to], ())))
        ids.setdefault(type_, []).extend(record.id for record in found)
        yield from found


def find_ancestors(records: Records, own: Collection[Record]) -> Iterator[Record]:
    """What the records lie within, are a part of or resulted from, and what that does, to the end."""
    for type_, field in list_upward_fields():
        seen: set[str] = set()
        wanted = {id_ for record in own if isinstance(record, type_) for id_ in referenced_ids_of(record, field)}
        while wanted := wanted - seen:
            found = list(records.get((type_.label, id_) for id_ in wanted))
            yield from found
            seen |= wanted
            wanted = {id_ for record in found for id_ in referenced_ids_of(record, field)}


def _find_namesakes(records: Records, own: Iterable[Record]) -> Iterator[Record]:
    """The parties that have, or had, an id that one of the records has or had."""
    ids = {id_ for record in own if record.party for id_ in (record.id, *getattr(record, "former_ids", ()))}
    if ids:
        yield from records.get((PARTY, id_) for id_ in ids)
        yield from records.find_merged_parties(ids)


def _find_remarked_sources(held: Iterable[Record], made: Iterable[Record]) -> set[str]:
    """The sources that were examples and become none, or the other way round."""
    becoming = {record.id: record.example for record in made if isinstance(record, Source)}
    return {
        record.id for record in held if isinstance(record, Source) and becoming.get(record.id, record.example) != record.example
    }


def _find_citing(records: Records, sources: set[str]) -> Iterator[Record]:
    """What cites one of the sources: all there is is gone through, if there are any."""
    for record in records if sources else ():
        if any(evidence.partition(" ")[0] in sources for evidence in record.evidence):
            yield record
