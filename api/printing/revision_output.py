"""`landskap revision`: a published revision, where it stands, and what was decided of it."""

from collections.abc import Iterator

from model.history.revision_states import RevisionStanding
from model.history.revisions import Revision
from model.language import JoinedText, Localizable, Text
from model.text.timestamps import format_minute
from model.vocabulary.revision_events import RevisionEvent


def format_revision(revision: Revision, standing: RevisionStanding) -> Iterator[Localizable]:
    """Yield the lines that tell a revision."""
    yield JoinedText((Text("Revision {number}", number=revision.number), standing.state.term), ": ")
    yield Text("Published {at} by {who}: {note}", at=format_minute(revision.at), who=revision.who, note=revision.note)
    if standing.document:
        yield Text("Document number {number}", number=standing.document)
    yield from (JoinedText(("  ", describe_revision_event(event)), "") for event in standing.events)
    if standing.review_by:
        yield Text("To be reviewed by {day}", day=standing.review_by)
    yield Text("Fingerprint {fingerprint}", fingerprint=revision.fingerprint)
    yield Text("Hash {hash}", hash=revision.hash)


def describe_revision_event(event: RevisionEvent) -> Localizable:
    """Return what was decided of a revision: its new state, when, by whom, and where it stands written."""
    where = [part for part in (event.paragraph, event.case_number) if part]
    told = Text("{state} {day} by {function}", state=event.state.term, day=event.on, function=event.function)
    return JoinedText((told, *where), ", ")
