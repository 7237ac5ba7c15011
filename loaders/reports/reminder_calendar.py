"""Reminders as an iCalendar file: an all-day event for each deadline, with an alarm a week before.

Events, not tasks: Outlook leaves tasks (VTODO) out when it imports a file; Thunderbird takes both. An event keeps its UID, and
its SEQUENCE is the number of the last change in the journal, so that a later import updates it. The same landscape gives the
same bytes: all times are the journal's.
"""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from loaders.reports.reminder_words import (
    describe_decision,
    event_day_of,
    is_own_date_later,
    join_sentences,
    list_facts,
    name_landscape,
    name_recipient,
)
from model.history.linked_data import DEFAULT_BASE, subject_of
from model.language import Language, Text
from queries.following.reminders import DATED_HOWS, Recipient, Reminders

if TYPE_CHECKING:
    from icalendar import Alarm, Event

_Row = dict[str, Any]
ALARM = -timedelta(days=7) + timedelta(hours=9)
"""When an alarm goes off: at nine, a week before the day."""


def write_calendar(path: Path, reminders: Reminders, language: Language) -> None:
    """Write the deadlines of all recipients as one calendar."""
    path.write_bytes(build_calendar(reminders, reminders.recipients, language))


def build_calendar(reminders: Reminders, recipients: Sequence[Recipient], language: Language) -> bytes:
    """Return the deadlines of some recipients as a calendar, each assignment once."""
    from icalendar import Calendar

    names = (name_recipient(recipients[0]) if len(recipients) == 1 else name_landscape(reminders)).in_(language)
    name = Text("Deadlines: {name}", name=names).in_(language)
    calendar = Calendar()
    for field, value in {
        "PRODID": "-//Landskap//landskap//SV", "VERSION": "2.0", "METHOD": "PUBLISH", "NAME": name, "X-WR-CALNAME": name,
    }.items():  # fmt: skip
        calendar.add(field, value)
    rows: dict[str, _Row] = {row["assignment"]: row for recipient in recipients for row in recipient.rows if event_day_of(row)}
    for row in _sort_rows(row for row in rows.values() if row["how"] in DATED_HOWS):
        calendar.add_component(_build_event(reminders, row, language))
    return bytes(calendar.to_ical())


def _sort_rows(rows: Iterable[_Row]) -> list[_Row]:
    return sorted(rows, key=lambda row: (event_day_of(row), row["assignment"]))


def _build_event(reminders: Reminders, row: _Row, language: Language) -> "Event":
    from icalendar import Event

    day, changed = date.fromisoformat(event_day_of(row) or ""), datetime.fromisoformat(reminders.journalled.at)
    base = reminders.landscape.base_iri if reminders.landscape else DEFAULT_BASE
    iri = subject_of("Assignment", row["assignment"], base).value
    said = {"decision": describe_decision(row), "addressee": row["addressee"]}
    summaries = {
        "executed": Text("Report back: {decision}, {addressee}", **said),
        "paused": Text("The pause ends: {decision}, {addressee}", **said),
    }
    how = "paused" if row["how"] == "late" and row["against"] == "pause" and not is_own_date_later(row) else row["how"]
    summary = summaries.get(how, Text("Due: {decision}, {addressee}", **said)).in_(language)
    event = Event()
    for field, value in {
        "UID": str(uuid.uuid5(uuid.NAMESPACE_URL, iri)), "SEQUENCE": reminders.journalled.number, "DTSTAMP": changed,
        "LAST-MODIFIED": changed, "DTSTART": day, "DTEND": day + timedelta(days=1), "SUMMARY": summary,
        "DESCRIPTION": join_sentences(list_facts(row), language, "\n"), "STATUS": "CONFIRMED", "TRANSP": "TRANSPARENT",
        "X-MICROSOFT-CDO-ALLDAYEVENT": "TRUE", "X-MICROSOFT-CDO-BUSYSTATUS": "FREE",
    }.items():  # fmt: skip
        event.add(field, value)
    event.add_component(_build_alarm(summary))
    return event


def _build_alarm(summary: str) -> "Alarm":
    from icalendar import Alarm

    alarm = Alarm()
    for field, value in {"ACTION": "DISPLAY", "DESCRIPTION": summary, "TRIGGER": ALARM}.items():
        alarm.add(field, value)
    return alarm
