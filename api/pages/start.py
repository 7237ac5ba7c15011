"""The start page: what to look at today, what has changed, and where to go from here."""

from datetime import date
from typing import Any

from api.pages.about import name_owner
from api.pages.addresses import CHANGES, FINDINGS, START, YEAR, Addresses
from api.pages.changes import describe_entry
from api.pages.page import Asked, WebPage
from loaders.reports.data_tables import DataColumn, DataTable
from model.history.change_history import Entry
from model.language import JoinedText, Language, Text
from model.vocabulary.types import TYPES
from queries.landscape.registers import count_records
from queries.memory.history import find_last_change, find_number_before, read_history
from queries.questions.parameters import TodayQuestion
from queries.review.briefing import Briefing, BriefingSentence, answer_today
from queries.server.graph import Graph

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
    briefing: Briefing = graph.keep(("start", question), lambda: answer_today(graph, question))
    counts = count_records(graph)
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
        },
        data=briefing.as_json(),
        tables=[_make_table(briefing)],
    )


def _count_type(label: str, n: int) -> str | Text:
    type_ = TYPES[label]
    return JoinedText((str(n), type_.reads if n == 1 else type_.plural), " ")


def _describe_sentence(sentence: BriefingSentence, asked: Asked) -> dict[str, Any]:
    """Return a sentence for the page: its head, what follows its colon, its mark, and where it leads."""
    head, colon, detail = sentence.text.in_(asked.language).partition(": ")
    address = find_address(sentence, asked.link)
    return {
        "head": head + (":" if colon and not detail else ""),
        "detail": detail[:1].upper() + detail[1:],
        "mark": MARKS[sentence.kind],
        "example": sentence.example,
        "address": address,
    }


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
