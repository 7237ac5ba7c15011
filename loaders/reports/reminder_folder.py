"""Reminders as a folder: for each recipient a letter, and a calendar if it has any deadline."""

import re
import unicodedata
from pathlib import Path

from loaders.reports.reminder_calendar import build_calendar
from loaders.reports.reminder_letters import build_letter
from loaders.reports.reminder_words import event_day_of, name_recipient
from model.language import Language
from queries.following.reminders import DATED_HOWS, Reminders

LONGEST_FILE_NAME = 80


def write_reminder_folder(folder: Path, reminders: Reminders, language: Language) -> None:
    """Write `NAME.txt`, and `NAME.ics` where there is a deadline, for each recipient."""
    folder.mkdir(exist_ok=True)
    taken: set[str] = set()
    for recipient in reminders.recipients:
        name = _name_file(recipient.key or name_recipient(recipient).in_(language), taken)
        (folder / f"{name}.txt").write_text(build_letter(reminders, recipient, language), encoding="utf-8")
        if any(event_day_of(row) for how in DATED_HOWS for row in recipient.select(how)):
            (folder / f"{name}.ics").write_bytes(build_calendar(reminders, [recipient], language))


def _name_file(name: str, taken: set[str]) -> str:
    """Return a file name of plain letters, digits and hyphens that is not taken, and take it."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_FILE_NAME] or "x"
    number = 1
    while (found := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    taken.add(found)
    return found
