"""The journal's memory, for a terminal and as JSON: history, a record as of a day, stale records, the verdict on the journal."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from api.terminal.answers import print_next
from api.terminal.session import Session
from model.history.change_history import Entry
from model.history.knowledge import KnownRecord
from model.history.verification import Verdict
from model.language import JoinedText, Localizable, PluralText, Text
from model.text.describe import describe_fields, describe_other_fields, describe_record, format_evidence, status_marks_of
from model.text.timestamps import format_minute
from model.vocabulary.actors import Actor
from model.vocabulary.record import Record
from model.vocabulary.types import TYPES
from queries.memory.history import History
from queries.memory.staleness import StalePage

MOST_FAULTS_SHOWN = 50
"""Faults that the terminal lists; the JSON holds all."""

SUCCEEDED = Text("succeeded by")


def serialize_history(found: History, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return the document of `landskap history --json`."""
    rows = [entry.as_json() for entry in found.entries]
    following = {"next": found.next} if found.next else {}
    return {"question": "history", "parameters": dict(parameters), "cut": found.next is not None, **following, "rows": rows}


def print_history(session: Session, found: History) -> None:
    """Print the changes, newest first, each with its operations."""
    for entry in found.entries:
        _say(
            session,
            Text(
                "Change {number}, {at}, {who}: {why}",
                number=entry.number,
                at=format_minute(entry.at),
                who=entry.reason.who,
                why=entry.reason.why,
            ),
        )
        for line in _describe_context(entry):
            _say(session, line, "  ")
        for sentence in entry.sentences():
            _say(session, sentence, "  – ")
    if not found.entries:
        session.say(Text("No changes."))
    if found.next:
        session.say(Text("There are older changes: --before {change}", change=found.next))


def _describe_context(entry: Entry) -> list[Text]:
    """Return what is said of a change beside its operations."""
    parts: list[Text] = []
    if entry.reason.source:
        parts.append(Text("from {source}, SHA-256 {sha}", source=entry.reason.source, sha=entry.reason.source_sha256))
    if entry.reason.undoes:
        parts.append(Text("undoes change {number}", number=entry.reason.undoes))
    if entry.undone_by:
        parts.append(Text("undone by change {number}", number=entry.undone_by))
    if entry.operations is None:
        parts.append(JoinedText(Text(CHANGE_COUNTS[action].message, n=n) for action, n in entry.counts.items()))
    return parts


CHANGE_COUNTS = {
    "create": Text("{n} new"),
    "set": Text("{n} changed"),
    "end": Text("{n} ended"),
    "remove": Text("{n} taken away"),
    "publish": Text("{n} published"),
}


def print_known(session: Session, found: KnownRecord) -> None:
    """Print a record field by field, then its relations by type."""
    called = JoinedText([describe_record(found.record, found.names), *status_marks_of(found.record)])
    _say(session, JoinedText([found.record.reads, f" {found.record.id}: ", called], ""))
    day = found.as_known_on
    known = Text("as known by the end of {day}", day=day) if day else Text("as known now")
    _say(session, Text("As of {on}, {known} (change {number})", on=found.on, known=known, number=found.recorded))
    if not found.held:
        _say(session, Text("It did not hold on {on}.", on=found.on))
    for party in found.ended_parties:
        _say(session, Text("'{id}', which it names, ended on {day}.", id=party.id, day=party.display_day("valid_to")))
    for heading, value in describe_fields(found.record, found.names):
        _say(session, JoinedText([heading, value], ": "), "  ")
    for label, group in groupby(found.relations, lambda record: record.label):
        _say(session, SUCCEEDED if label == Actor.label else TYPES[label].plural)
        for record in group:
            _say(session, _describe_relation(record, found), "  – ")
            if beside := [JoinedText(pair, ": ") for pair in describe_other_fields(record, found.names) if not record.party]:
                _say(session, JoinedText(beside, "; "), "    ")


def _describe_relation(record: Record, found: KnownRecord) -> Localizable:
    parts: list[Localizable | str] = [describe_record(record, found.names), *status_marks_of(record)]
    if record.valid_from or record.valid_to:
        parts.append(" – ".join(record.display_day(day) for day in ("valid_from", "valid_to")).strip())
    return JoinedText([*parts, f"[{format_evidence(record.evidence)}]"])


def serialize_stale(found: StalePage, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return the document of `landskap stale --json`."""
    rows = [row.as_json() for row in found.rows]
    following = {"next": found.next} if found.next else {}
    return {"question": "stale", "parameters": dict(parameters), "on": found.on, "since": found.since,
            "cut": found.next is not None, **following, "rows": rows}  # fmt: skip


def print_stale(session: Session, found: StalePage) -> None:
    """Print the stale records, type by type, each with the day of its last change."""
    if not found.rows:
        session.say(Text("Everything that holds has been changed or confirmed after {day}.", day=found.since))
        return
    session.say(Text("Neither changed nor confirmed after {day}:", day=found.since))
    for label, group in groupby(found.rows, lambda row: row.record.label):
        _say(session, TYPES[label].plural)
        for row in group:
            _say(session, Text("{since} {id}: {told}", since=row.since, id=row.record.id, told=row.description), "  – ")
    print_next(session, found.next)


def print_verdict(session: Session, verdict: Verdict) -> None:
    """Print whether the landscape agrees with its journal, and the faults if it does not."""
    counts = {"changes": verdict.changes, "records": verdict.records, "revisions": verdict.revisions}
    session.say(Text("Checked: changes {changes}, records {records}, revisions {revisions}.", **counts))
    if verdict.sound:
        session.say(Text("The landscape agrees with its journal. Hash of the last change: {hash}", hash=verdict.hash))
        return
    faults = verdict.faults
    session.say(PluralText("{n} fault:", "{n} faults:", n=len(faults)))
    for fault in faults[:MOST_FAULTS_SHOWN]:
        _say(session, fault.text, "  – ")
    if (more := len(faults) - MOST_FAULTS_SHOWN) > 0:
        session.say(Text("  … and {more} more", more=more))
    session.say(Text("Keep the graph as it is, and restore an intact backup: landskap restore FILE"))


def _say(session: Session, text: Localizable, before: str = "") -> None:
    session.say(JoinedText([before, text], ""))
