"""Notices about relations that are more certain than the records they name, one per type, in a load and in an edit."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from loaders.rows.rules import NoticeRule
from loaders.staging.store import StagedRecords
from model.changes.operations import Operation, apply_operations
from model.checks.surroundings import find_referrers, references_of_record
from model.checks.warnings import DEPENDENT_TYPES, find_uncertain_ends
from model.errors import Problem
from model.language import Text
from model.vocabulary.contents import Contents, Records
from model.vocabulary.record import Certainty
from model.vocabulary.types import TYPES, Key

MOST_IDS_SHOWN = 3
"""The number of relations of a type that a notice names."""


def find_more_certain(staged: StagedRecords) -> Iterator[Problem]:
    """Yield a notice for each type with relations that the load makes more certain than the records they name."""
    for label, found in staged.find_certain_relations():
        yield _build_notice(label, found)


def find_more_certain_in_edit(records: Records, operations: Iterable[Operation]) -> Iterator[Problem]:
    """Yield the same notices for `operations` on `records`."""
    altered = [operation for operation in operations if operation.after]
    uncertain = [item.record.key for item in altered if _becomes_uncertain(item)]
    referrers = list(find_referrers(records, uncertain, DEPENDENT_TYPES)) if uncertain else []
    relations = [*referrers, *(item.record for item in altered if TYPES[item.type] in DEPENDENT_TYPES)]
    named = records.get(key for relation in relations for key in references_of_record(relation))
    after = apply_operations(Contents([*named, *referrers]), list(operations))
    found: dict[Key, str] = {}
    for relation in after.get(relation.key for relation in relations):
        if ends := sorted(end.id for end in find_uncertain_ends(relation, after)):
            found[relation.key] = ends[0]
    for label, keys in groupby(sorted(found), key=lambda key: key[0]):
        yield _build_notice(label, {id_: found[label, id_] for _label, id_ in keys})


def _becomes_uncertain(operation: Operation) -> bool:
    """Return whether the operation makes a record uncertain."""
    before, after = ((values or {}).get("certainty") == Certainty.UNCERTAIN for values in (operation.before, operation.after))
    return after and not before


def _build_notice(label: str, found: Mapping[str, str]) -> Problem:
    """Return the notice about relations of a type: id → the id of an uncertain record that the relation names."""
    first: Sequence[str] = [f"{id_} ({end})" for id_, end in list(found.items())[:MOST_IDS_SHOWN]]
    text = Text("{what} told as certain though what they rest on (in brackets) is uncertain: {n} – {first}{more}",
                what=TYPES[label].plural, n=len(found), first=", ".join(first),
                more=" …" if len(found) > MOST_IDS_SHOWN else "")  # fmt: skip
    hint = Text("make them uncertain too; a reference to what they rest on is reason enough")
    return Problem(NoticeRule.MORE_CERTAIN, text, hint, label, "", "certainty")
