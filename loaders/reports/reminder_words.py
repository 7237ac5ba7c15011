"""The words of a reminder about one assignment: the same in a letter and in a calendar."""

from collections.abc import Iterable, Iterator
from typing import Any

from model.language import JoinedText, Language, Localizable, Text
from model.text.names import name_of, term_of
from model.vocabulary.decisions import StepKind
from queries.following.reminders import Recipient, Reminders
from queries.following.stall_words import next_step_of, pause_of, word_usual_time
from queries.questions.decisions import list_circumstances, word_date

_Row = dict[str, Any]
EXAMPLE_LINE = Text("EXAMPLE: this assignment is invented.")


def describe_decision(row: _Row) -> Localizable:
    """Return the decision's name, with its case number if it has one."""
    return Text("{decision} ({case})", decision=term_of(row), case=row["case_number"]) if row["case_number"] else term_of(row)


def event_day_of(row: _Row) -> str | None:
    """Return the day of an assignment in a calendar: the date that counts, or the own date of what is executed.

    What is late after a pause has its own date, if that is the later one.
    """
    if row["how"] == "late" and is_own_date_later(row):
        own: str = row["own_due"]
        return own
    day: str | None = row["due"] or (row["own_due"] if row["how"] == "executed" else None)
    return day


def is_own_date_later(row: _Row) -> bool:
    """Return whether the own date comes after the pause that counts."""
    return row["against"] == "pause" and bool(row["own_due"]) and bool(row["own_due"] > row["due"])


def list_facts(row: _Row) -> Iterator[Localizable]:
    """Yield the facts of an assignment that do not change from day to day: decision, addressee, step, the date that counts."""
    if row["example"]:
        yield EXAMPLE_LINE
    forum, day = term_of(row, "forum_name") if row["forum"] else Text("not known who decided"), row["taken_on"]
    yield Text("Decided by {forum}, {day}.", forum=forum, day=day) if day else Text("Decided by {forum}.", forum=forum)
    yield Text("Addressee: {addressee}.", addressee=term_of(row, "addressee"))
    if row["owner"]:
        yield Text("Responsible function: {owner}.", owner=row["owner"])
    if row["step"]:
        step = JoinedText((StepKind.of(row["step"]).term, row["since"]), " ")
        yield Text("Stands at: {step}. Next step: {next}.", step=step, next=next_step_of(row).term)
    else:
        yield Text("No step is on record. Next step: {next}.", next=next_step_of(row).term)
    if row["against"]:
        yield _describe_deadline(row)
    yield from list_circumstances(row)


def _describe_deadline(row: _Row) -> Text:
    """Return the date that counts, in words that hold before that day and after it."""
    due = word_date(row, "due")
    match row["against"]:
        case "pause" if pause_of(row) is StepKind.HELD:
            return Text("It was put on hold until {due}.", due=due)
        case "pause":
            return Text("It was deferred until {due}.", due=due)
        case "usual time":
            usual = word_usual_time(row)
            return Text(
                "It has no date of its own; last day of the usual time of its step, {usual}: {due}.", usual=usual, due=due
            )
    return Text("Its own date is {due}.", due=due)


def join_sentences(sentences: Iterable[Localizable], language: Language, separator: str) -> str:
    """Return sentences in `language`, each without white space around it."""
    return separator.join(sentence.in_(language).strip() for sentence in sentences)


def name_recipient(recipient: Recipient) -> Localizable:
    """Return who a reminder is for."""
    return recipient.name or Text("no function answers for it")


def name_landscape(reminders: Reminders) -> Localizable:
    """Return the landscape's name."""
    return name_of(reminders.landscape) if reminders.landscape else Text("unnamed landscape")
