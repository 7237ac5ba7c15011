"""Reminders as texts that are ready to send: one for each addressee or function, never to a person."""

import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from loaders.reports.reminder_words import describe_decision, join_sentences, list_facts, name_landscape, name_recipient
from model.language import JoinedText, Language, Localizable, PluralText, Text
from queries.following.reminders import HOWS, Recipient, Reminders
from queries.following.stall_words import add_examples, add_muted, count_examples, count_muted
from queries.questions.decisions import say_without_function

WIDTH = 76
"""Letters on a line: what mail programs show without folding again."""
RULE = "-" * WIDTH


def write_letters(path: Path, reminders: Reminders, language: Language) -> None:
    """Write all letters to one file, with a line between them."""
    letters = [build_letter(reminders, recipient, language) for recipient in reminders.recipients]
    path.write_text(f"\n{RULE}\n\n".join(letters), encoding="utf-8")


def build_letter(reminders: Reminders, recipient: Recipient, language: Language) -> str:
    """Return the letter to a recipient: whom it is for, its subject, then what is late, paused, due soon, unknown, and untold."""
    return "\n".join(_list_lines(reminders, recipient, language)) + "\n"


def _list_lines(reminders: Reminders, recipient: Recipient, language: Language) -> Iterator[str]:
    def wrap(text: Localizable, first: str = "", rest: str = "") -> list[str]:
        return textwrap.wrap(text.in_(language), WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)

    yield from wrap(Text("To: {recipient}", recipient=name_recipient(recipient)))
    if recipient.name and (owners := sorted({row["owner"] for row in recipient.rows if row["owner"]} - {recipient.name.sv})):
        yield from wrap(Text("Attention: {functions}", functions=JoinedText(owners)))
    yield from wrap(Text("Subject: {counts}", counts=_count_rows(reminders, recipient)))
    yield ""
    yield from wrap(_introduce(reminders, recipient))
    if recipient.name and (lacking := say_without_function(recipient.rows)):
        yield from wrap(lacking)
    headings = {
        "late": Text("LATE"),
        "paused": Text("PAUSED: take it up again, or say until when it rests"),
        "soon": Text("DUE WITHIN {n} DAYS", n=reminders.within),
        "executed": Text("EXECUTED: report back to those who decided"),
        "unknown": Text("WITHOUT A DATE: when will it be done?"),
        "untold": Text("NOT YET COMMUNICATED TO YOU, according to the landscape"),
    }
    for how, heading in headings.items():
        if rows := recipient.select(how):
            yield from ("", *wrap(heading))
        if rows and how == "untold":
            yield from wrap(Text("It is for those who decided to communicate these. If you know of them already, tell us."))
        for number, row in enumerate(rows, 1):
            yield ""
            mark = f"{number}. "
            yield from wrap(describe_decision(row), mark, " " * len(mark))
            facts = JoinedText((join_sentences((*_count_down(row), *list_facts(row)), language, " "),))
            yield from wrap(facts, " " * len(mark), " " * len(mark))
    yield ""
    yield from wrap(_close(reminders))


def _count_rows(reminders: Reminders, recipient: Recipient) -> JoinedText:
    late, paused, soon, executed, unknown, untold = numbers = [len(recipient.select(how)) for how in HOWS]
    counts = [
        PluralText("{n} late assignment", "{n} late assignments", n=late),
        PluralText("{n} on a pause that has run out or soon does", "{n} on a pause that has run out or soon does", n=paused),
        PluralText("{n} due within {days} days", "{n} due within {days} days", n=soon, days=reminders.within),
        PluralText("{n} to report back", "{n} to report back", n=executed),
        PluralText("{n} without a date", "{n} without a date", n=unknown),
        PluralText("{n} not yet communicated", "{n} not yet communicated", n=untold),
    ]
    return JoinedText(
        add_muted(add_examples(text, count_examples(recipient.select(how))), count_muted(recipient.select(how)))
        for how, text, n in zip(HOWS, counts, numbers, strict=True)
        if n
    )


def _introduce(reminders: Reminders, recipient: Recipient) -> Text:
    values = {"landscape": name_landscape(reminders), "day": reminders.on, "recipient": name_recipient(recipient)}
    if not recipient.name:
        return Text(
            "No function answers for these assignments, as of {day}, in the landscape “{landscape}”. Who takes them?", **values
        )
    return Text("These are the open assignments of {recipient}, as of {day}, in the landscape “{landscape}”.", **values)


def _count_down(row: Mapping[str, Any]) -> Iterator[Text]:
    """Yield how many days late it is, or are left; and since when its pause has run out."""
    days = row["overdue"]
    if row["how"] == "late":
        yield PluralText("{n} day late.", "{n} days late.", n=row["late"])
    if row["how"] in ("late", "paused") and row["against"] == "pause":
        if not days:
            yield Text("The pause ends today.")
        elif days > 0:
            yield PluralText("The pause ran out {n} day ago.", "The pause ran out {n} days ago.", n=days)
        else:
            yield PluralText("The pause ends in {n} day.", "The pause ends in {n} days.", n=-days)
    if row["how"] == "soon":
        yield PluralText("Due in {n} day.", "Due in {n} days.", n=-days) if days else Text("Due today.")


def _close(reminders: Reminders) -> Text:
    landscape = reminders.landscape
    sender = [part for part in (reminders.owner, landscape and landscape.owner_function, landscape and landscape.mailbox) if part]
    if not sender:
        return Text("Tell us when a step is taken, or what is in its way.")
    return Text("Tell us when a step is taken, or what is in its way: {sender}.", sender=JoinedText(sender))
