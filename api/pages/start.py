"""The start page: what to look at today, what has changed, and where to go from here."""

import re
from datetime import date
from typing import Any

from api.pages.about import name_owner
from api.pages.addresses import CHANGES, FINDINGS, MAP, REVISIONS, START, YEAR, Addresses
from api.pages.changes import describe_entry
from api.pages.page import Asked, LazyData, WebPage
from loaders.reports.data_tables import DataColumn, DataTable
from model.history.change_history import Entry
from model.language import JoinedText, Language, Localizable, PluralText, Text
from model.text.timestamps import local_day_of
from model.vocabulary.days import shift_day
from model.vocabulary.types import TYPES
from queries.archive.checkout import find_change_of_revision
from queries.landscape.registers import count_records_kept
from queries.memory.history import find_last_change, find_number_before, read_history
from queries.questions.parameters import TodayQuestion
from queries.review.briefing import Briefing, BriefingSentence
from queries.review.step_by_step import work_out_today
from queries.server.graph import Graph

SHORTENED = ("flows", "reports")
"""Kinds of sentences of which the page shows the first only."""
SENTENCE_END = re.compile(r"(?<=[^.\s]{2}\.) (?=[A-ZÅÄÖ])")
COUNT = re.compile(r"(\d+) (?=\S)")
"""The number with which a sentence begins, which stands by itself on the page."""
COUNTED = ("Actor", "Forum", "Function", "Flow", "Assignment")
"""The types whose records are counted at the top."""
MOST_CHANGES, MOST_SENTENCES_OF_CHANGE = 5, 2
MARKS = {
    "new": "added",
    "serious": "late",
    "flows": "none",
    "slow": "unknown",
    "due": "in-time",
    "missed": "none",
    "minutes": "message",
    "meetings": "planned",
    "waking": "paused",
    "review": "planned",
    "reports": "message",
    "gone": "gone",
    "changes": "changed",
    "calm": "done",
    "empty": "unknown",
}
"""The mark of each kind of sentence."""


def build_start_page(asked: Asked) -> WebPage:
    """Return the start page."""
    graph = asked.graph
    question = asked.question(TodayQuestion)
    worked = asked.work_out("today", question, work_out_today)
    briefing = worked.state.value
    counts = count_records_kept(graph)
    rows = [_describe_sentence(sentence, asked) for sentence in briefing.sentences]
    return WebPage(
        template="start",
        title=Text("Start"),
        section=START,
        content={
            "briefing": rows,
            "heading": briefing.heading,
            "counts": [_count_type(label, counts.get(label, 0)) for label in COUNTED],
            "recent": [_shorten_change(entry, asked.language) for entry in _read_recent(graph, asked.on)],
            "is_empty": not counts,
            "owner": name_owner(asked),
            "since": _count_since(asked),
        },
        data=LazyData(briefing.as_json),
        tables=[_make_table(briefing)],
        worked=[worked],
    )


def _count_type(label: str, n: int) -> str | Text:
    type_ = TYPES[label]
    return JoinedText((str(n), type_.reads if n == 1 else type_.plural), " ")


def _describe_sentence(sentence: BriefingSentence, asked: Asked) -> dict[str, Any]:
    """Return a sentence for the page: its number, its head, what follows its colon, its mark, and where it leads."""
    head, colon, detail = sentence.text.in_(asked.language).partition(": ")
    if sentence.about and sentence.worst:
        head, detail = sentence.about.in_(asked.language), sentence.worst.in_(asked.language)
    address, counted = find_address(sentence, asked.link), COUNT.match(head)
    head = head[counted.end() :] if counted else head
    head = head[:1].upper() + head[1:] if sentence.about else head
    return {
        "number": counted.group(1) if counted else "",
        "head": head + (":" if colon and not detail else ""),
        "detail": detail[:1].upper() + (_keep_first(detail[1:]) if sentence.kind in SHORTENED else detail[1:]),
        "mark": MARKS[sentence.kind],
        "example": sentence.example,
        "address": address,
    }


def _keep_first(text: str) -> str:
    """Return the first sentence of a text; what it leads to says the rest."""
    end = SENTENCE_END.search(text)
    return text[: end.start()] if end else text


def _count_since(asked: Asked) -> list[dict[str, Any]]:
    """Return how much has changed since yesterday, in a week and since the last revision, with where it is shown."""
    graph, on, last = asked.graph, asked.on, find_last_change(asked.graph, asked.on)
    days: list[tuple[Localizable, str]] = [(Text("Since yesterday"), shift_day(on, -1)), (Text("In a week"), shift_day(on, -7))]
    moments = [(words, day, find_last_change(graph, day)) for words, day in days]
    if (revision := asked.frame.revision) and local_day_of(revision.at) <= on:
        number = last - asked.frame.changes if on >= date.today().isoformat() else find_change_of_revision(graph, revision.number)
        moments.append((Text("Since revision {number}", number=revision.number), str(revision.number), number))
    return [
        {
            "words": words,
            "count": PluralText("{n} change", "{n} changes", n=last - number),
            "changed": last > number,
            "address": asked.link.page(CHANGES, after=f"change-{number}"),
            "map": asked.link.page(f"{MAP}/forandring", mot=moment),
        }
        for words, moment, number in moments
    ]


def find_address(sentence: BriefingSentence, link: Addresses) -> str | None:
    """Return the address that shows more of a sentence of the day, or None."""
    if sentence.finding and not sentence.command:
        return link.finding(sentence.finding)
    words = (sentence.command or "").split()
    options = dict(zip(words[2::2], words[3::2], strict=False))
    match words[1:2], sentence.kind:
        case ["findings"], _:
            return link.page(FINDINGS, rule=options.get("--rule"), since=options.get("--since"))
        case ["show"], "due":
            return link.decision(words[2])
        case ["show"], _:
            return link.page(YEAR)
        case ["review"], _:
            return link.page(f"{REVISIONS}/{words[2]}")
        case ["history"], _:
            return link.page(CHANGES, after=options.get("--after"))
    return None


def _read_recent(graph: Graph, on: str) -> list[Entry]:
    """Return the newest changes up to the end of the day."""
    before = find_number_before(graph, f"change-{find_last_change(graph, on) + 1}")
    return read_history(graph, MOST_CHANGES, before=before).entries


def _shorten_change(entry: Entry, language: Language) -> dict[str, Any]:
    """Return a change with its first sentences, how many more records it has, and its hour if it is of today."""
    change = describe_entry(entry, language)
    told = change["sentences"][:MOST_SENTENCES_OF_CHANGE]
    day, _, hour = change["when"].partition(" ")
    when = hour if day == date.today().isoformat() else day
    return {**change, "when": when, "sentences": told, "more": change["records"] - len(told)}


def _make_table(briefing: Briefing) -> DataTable:
    columns = [
        DataColumn("kind", Text("Kind"), 12),
        DataColumn("sentence", Text("Sentence"), 90),
        DataColumn("finding", Text("Finding"), 40),
        DataColumn("example", Text("Example"), 10),
    ]
    rows = [
        (sentence.kind, sentence.text, sentence.finding, Text("example") if sentence.example else None)
        for sentence in briefing.sentences
    ]
    return DataTable(Text("What to look at"), columns, rows, [briefing.heading])
