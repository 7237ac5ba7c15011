"""What has been decided of a published revision: reviewed, approved, replaced, withdrawn, as Swedish document control has it.

An event is no part of the revision, whose fingerprint would otherwise change when it is approved.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Annotated, ClassVar

from pydantic import Field

from model.language import Term
from model.vocabulary.record import About, Choice, Day, Name, Node, Prose, WholeNumber
from model.vocabulary.shared_fields import NoEvidence


class RevisionState(Choice):
    """Where a published revision stands. A draft has no event yet."""

    DRAFT = "draft", "utkast", "draft"
    REVIEWED = "reviewed", "granskad", "reviewed"
    APPROVED = "approved", "fastställd", "approved"
    UNCHANGED = "unchanged", "översedd, oförändrad", "reviewed, unchanged"
    REPLACED = "replaced", "ersatt", "replaced"
    WITHDRAWN = "withdrawn", "upphävd", "withdrawn"


_OF_APPROVED = (RevisionState.UNCHANGED, RevisionState.REPLACED, RevisionState.WITHDRAWN)
NEXT_STATES: Mapping[RevisionState, tuple[RevisionState, ...]] = MappingProxyType(
    {
        RevisionState.DRAFT: (RevisionState.REVIEWED, RevisionState.WITHDRAWN),
        RevisionState.REVIEWED: (RevisionState.APPROVED, RevisionState.WITHDRAWN),
        RevisionState.APPROVED: _OF_APPROVED,
        RevisionState.UNCHANGED: _OF_APPROVED,
        RevisionState.REPLACED: (),
        RevisionState.WITHDRAWN: (),
    }
)
"""What may follow what."""
IN_FORCE = (RevisionState.APPROVED, RevisionState.UNCHANGED)
"""The states of the revision that is in force."""


class RevisionEvent(Node):
    """A step in the life of a published revision: its new state, decided by a function on a day."""

    label: ClassVar = "RevisionEvent"
    reads: ClassVar = Term("beslut om revision", "decision on a revision")
    plural: ClassVar = Term("beslut om revisioner", "decisions on revisions")
    rdf: ClassVar = "sl:RevisionEvent"
    published: ClassVar = False

    evidence: NoEvidence = ()
    revision: Annotated[
        WholeNumber, About(Term("Revision", "Revision"), "The number of the published revision.", "sl:ofRevision"), Field(ge=1)
    ]
    state: Annotated[RevisionState, About(Term("Status", "Status"), "Its new state.", "sl:revisionState")]
    on: Annotated[Day, About(Term("Datum", "Date"), "The day of the decision.", "dcterms:date")]
    function: Annotated[
        Name, About(Term("Beslutad av", "Decided by"), "The function or body that decided; not a person.", "sl:decidedBy")
    ]
    paragraph: Annotated[Name | None, About(Term("Paragraf", "Paragraph"), "As in the minutes: § 34.", "sl:paragraph")] = None
    case_number: Annotated[Name | None, About(Term("Diarienummer", "Case number"), "", "dcterms:identifier")] = None
    document: Annotated[
        WholeNumber | None,
        About(Term("Dokumentnummer", "Document number"), "Given when the revision is approved.", "sl:documentNumber"),
    ] = None
    review_by: Annotated[
        Day | None, About(Term("Ses över senast", "Review by"), "The day by which it is reviewed again.", "sl:reviewBy")
    ] = None
    signature: Annotated[
        Prose | None,
        About(Term("Signatur", "Signature"), "The detached signature of its manifest, as OpenSSH makes it.", "sl:signature"),
    ] = None


def order_revision_events(events: Iterable[RevisionEvent]) -> list[RevisionEvent]:
    """Return the decisions on one revision in their order; those of one day follow one another as the states do."""
    left, state, ordered = sorted(events, key=lambda event: (event.on, event.id)), RevisionState.DRAFT, list[RevisionEvent]()
    while left:
        first = [event for event in left if event.on == left[0].on]
        event = next((event for event in first if event.state in NEXT_STATES[state]), left[0])
        left.remove(event)
        ordered.append(event)
        state = event.state
    return ordered
