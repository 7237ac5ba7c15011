"""No statement is more certain than what it rests on: a relation of something uncertain is uncertain.

An invented example rests on nothing, and is left out.
"""

from collections.abc import Iterator

from model.vocabulary.actors import Involvement
from model.vocabulary.contents import Records
from model.vocabulary.cycles import referenced_ids_of
from model.vocabulary.decisions import Assignment
from model.vocabulary.flows import Flow
from model.vocabulary.forums import Representation, Seat
from model.vocabulary.groups import GroupMembership
from model.vocabulary.processes import ProcessFlow, Task, Theme
from model.vocabulary.record import Certainty, Record
from model.vocabulary.types import targets_of

DEPENDENT_TYPES: tuple[type[Record], ...] = (
    Flow, Seat, Assignment, Involvement, Representation, GroupMembership, ProcessFlow, Task, Theme,
)  # fmt: skip
"""The types of statement that rest on the records that they name."""


def find_uncertain_ends(record: Record, records: Records) -> Iterator[Record]:
    """The uncertain records that a relation names although it is certain itself."""
    if isinstance(record, DEPENDENT_TYPES) and record.certainty == Certainty.CERTAIN and not record.example:
        for field, ref in record.references().items():
            named = records.get((type_.label, id_) for id_ in referenced_ids_of(record, field) for type_ in targets_of(ref))
            yield from (end for end in named if end.certainty == Certainty.UNCERTAIN)
