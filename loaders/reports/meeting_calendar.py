"""The meetings of a year as an iCalendar file: an all-day event each, with a stable UID, so that a later import updates it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from model.history.linked_data import DEFAULT_BASE, subject_of
from model.language import Language, Text
from model.text.names import term_of
from model.vocabulary.registers import Landscape

_Row = Mapping[str, Any]


def write_meeting_calendar(
    path: Path, rows: Iterable[_Row], landscape: Landscape | None, changed: str, sequence: int, language: Language
) -> None:
    """Write the meetings of `rows`, which are those of the question `meetings`.

    `changed` (ISO time) and `sequence` are of the journal's last change: the same landscape gives the same bytes.
    """
    from icalendar import Calendar, Event

    calendar = Calendar()
    name = Text("Meetings").in_(language)
    for field, value in {
        "PRODID": "-//Landskap//landskap//SV",
        "VERSION": "2.0",
        "METHOD": "PUBLISH",
        "X-WR-CALNAME": name,
    }.items():
        calendar.add(field, value)
    base = landscape.base_iri if landscape else DEFAULT_BASE
    for row in sorted(rows, key=lambda row: (row["day"], row["meeting"])):
        event, day = Event(), date.fromisoformat(row["day"])
        event.add("UID", subject_of("Meeting", row["meeting"], base).value)
        event.add("DTSTAMP", datetime.fromisoformat(changed))
        event.add("SEQUENCE", sequence)
        event.add("DTSTART", day)
        event.add("DTEND", day + timedelta(days=1))
        text = Text("{forum} (example)") if row["example"] else Text("{forum}")
        event.add("SUMMARY", Text(text.message, forum=term_of(row, "forum_name")).in_(language))
        event.add("TRANSP", "TRANSPARENT")
        calendar.add_component(event)
    path.write_bytes(calendar.to_ical())
