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

from model.changes.operation_keys import named_in
from model.vocabulary.contents import Contents, Records
from model.vocabulary.cycles import ids_named
from model.vocabulary.decisions import Assignment, Step
from model.vocabulary.forums import Seat
from model.vocabulary.record import Record
from model.vocabulary.registers import Landscape, Source
from model.vocabulary.types import PARTY, TYPES, Key, by_type, namings, upward_fields

BELONGING: tuple[tuple[type[Record], str], ...] = ((Assignment, "decision"), (Step, "assignment"), (Seat, "forum"))
"""The fields that name what a record belongs to: all that name the same are judged together."""


def surroundings(records: Records, made: Collection[Record], gone: Collection[Record] = ()) -> Contents:
    """The part of `records` in which it can be judged that `made` (new, or anew) and not `gone` is there."""
    held = list(records.get(record.key for record in (*made, *gone)))
    own = [*held, *made, *gone]
    wholes = list(records.get(_wholes(own)))
    citing = list(_citing(records, _recast(held, made)))
    found = [
        *records.get(key for record in (*own, *wholes, *citing) for key in named_by(record)),
        *above(records, own), *_namesakes(records, own), *records.of(Landscape).values(),
        *naming(records, (record.key for record in gone)), *citing, *wholes, *held,
    ]  # fmt: skip
    return Contents([*found, *_belonging(records, [*own, *wholes, *(item for item in found if isinstance(item, Assignment))])])


def named_by(record: Record) -> Iterator[Key]:
    """The records that a record names, and the sources that it cites."""
    return named_in(record.label, record.values())


def naming(records: Records, keys: Iterable[Key], among: Collection[type[Record]] = tuple(TYPES.values())) -> Iterator[Record]:
    """The records of the types `among` that name one of `keys` in a field; one that does so in several may come again."""
    for type_, ids in by_type(keys).items():
        for other, field in namings(type_):
            if other in among:
                yield from records.naming(other, field, ids)


def _wholes(own: Iterable[Record]) -> Iterator[Key]:
    """What the records belong to."""
    for record in own:
        for type_, field in BELONGING:
            if isinstance(record, type_):
                yield type_.references()[field].to, getattr(record, field)


def _belonging(records: Records, wholes: Iterable[Record]) -> Iterator[Record]:
    """What belongs to the records, and to what belongs to them."""
    ids = by_type(record.key for record in wholes)
    for type_, field in BELONGING:
        found = list(records.naming(type_, field, ids.get(TYPES[type_.references()[field].to], ())))
        ids.setdefault(type_, []).extend(record.id for record in found)
        yield from found


def above(records: Records, own: Collection[Record]) -> Iterator[Record]:
    """What the records lie within, are a part of or resulted from, and what that does, to the end."""
    for type_, field in upward_fields():
        seen: set[str] = set()
        wanted = {id_ for record in own if isinstance(record, type_) for id_ in ids_named(record, field)}
        while wanted := wanted - seen:
            found = list(records.get((type_.label, id_) for id_ in wanted))
            yield from found
            seen |= wanted
            wanted = {id_ for record in found for id_ in ids_named(record, field)}


def _namesakes(records: Records, own: Iterable[Record]) -> Iterator[Record]:
    """The parties that have, or had, an id that one of the records has or had."""
    ids = {id_ for record in own if record.party for id_ in (record.id, *getattr(record, "former_ids", ()))}
    if ids:
        yield from records.get((PARTY, id_) for id_ in ids)
        yield from records.formerly(ids)


def _recast(held: Iterable[Record], made: Iterable[Record]) -> set[str]:
    """The sources that were examples and become none, or the other way round."""
    becoming = {record.id: record.example for record in made if isinstance(record, Source)}
    return {
        record.id for record in held if isinstance(record, Source) and becoming.get(record.id, record.example) != record.example
    }


def _citing(records: Records, sources: set[str]) -> Iterator[Record]:
    """What cites one of the sources: all there is is gone through, if there are any."""
    for record in records if sources else ():
        if any(evidence.partition(" ")[0] in sources for evidence in record.evidence):
            yield record
