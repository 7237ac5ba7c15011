"""`landskap revision`: a published revision, where it stands, and what was decided of it."""

from collections.abc import Iterator

from model.history.revision_check import ALONE_NOTE, RevisionCheck
from model.history.revision_states import RevisionStanding
from model.history.revisions import Revision
from model.language import JoinedText, Localizable, PluralText, Text
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
    if standing.signature:
        yield Text("Its manifest is signed. Who signed: landskap verify {number} --signers FILE", number=revision.number)
    yield from _format_hashes(revision.fingerprint, revision)


def _format_hashes(fingerprint: str, revision: Revision | None) -> Iterator[Localizable]:
    """Yield the fingerprint of the data, and the facts of the manifest if there is one."""
    yield Text("Fingerprint of the data {fingerprint}", fingerprint=fingerprint)
    if revision and revision.counts is not None:
        yield Text("RDF statements {quads}, records {records}", quads=revision.quads, records=sum(revision.counts.values()))
        yield Text("Made by Landskap {software}, data format {schema}", software=revision.software, schema=revision.schema)
    if revision:
        yield Text("Hash of the manifest {hash}", hash=revision.hash)
        yield Text("Hash of the one before {hash}", hash=revision.previous or "–")


def format_check(check: RevisionCheck) -> Iterator[Localizable]:
    """Yield the lines that tell what was found when a revision was checked."""
    found = check.revision
    if not found:
        yield Text("{where}: data without a manifest", where=check.where)
    else:
        yield Text("{where}: revision {number}", where=check.where, number=found.number)
        yield Text("Published {at} by {who}: {note}", at=format_minute(found.at), who=found.who, note=found.note)
    if check.fingerprint:
        yield from _format_hashes(check.fingerprint, found)
    if check.against not in (None, check.where) and not check.faults:
        yield Text("Held against the landscape in {where}: it is the same.", where=check.against)
    if check.against is None:
        yield ALONE_NOTE
    yield from check.notes
    if not check.faults:
        yield Text("Everything agrees.")
        return
    yield PluralText("{n} fault:", "{n} faults:", n=len(check.faults))
    yield from (JoinedText(("  – ", fault.text), "") for fault in check.faults)
    yield Text("Do not rely on it. Get it again from whoever published it.")


def describe_revision_event(event: RevisionEvent) -> Localizable:
    """Return what was decided of a revision: its new state, when, by whom, and where it stands written."""
    where = [part for part in (event.paragraph, event.case_number) if part]
    told = Text("{state} {day} by {function}", state=event.state.term, day=event.on, function=event.function)
    return JoinedText((told, *where), ", ")
