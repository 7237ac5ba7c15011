"""The page of what has changed: the journal's entries, newest first, each with its operations as sentences."""

from typing import Any

from api.pages.page import Asked, FeedEntry, WebPage
from api.terminal.history_output import CHANGE_COUNTS, serialize_history
from loaders.reports.data_tables import DataColumn, DataTable
from model.history.change_history import Entry
from model.language import JoinedText, Language, Text
from model.text.timestamps import format_minute
from queries.memory.history import History, find_number_after, find_number_before, read_history

CHANGES_PER_PAGE = 50


def build_changes_page(asked: Asked) -> WebPage:
    """Return the page of the newest changes; `after` and `before` are changes or days. Raises NotUnderstood."""
    after, before = asked.query.get("after") or None, asked.query.get("before") or None
    graph = asked.graph
    found: History = read_history(graph, CHANGES_PER_PAGE, find_number_after(graph, after), find_number_before(graph, before))
    return WebPage(
        template="changes",
        title=Text("Changes"),
        content={
            "entries": [describe_entry(entry, asked.language) for entry in found.entries],
            "older": asked.link.same(before=f"change-{found.next}") if found.next else None,
            "after": after,
        },
        data=serialize_history(found, {name: value for name, value in (("after", after), ("before", before)) if value}),
        tables=[_make_table(found)],
        entries=[
            FeedEntry(f"change-{entry.number}", entry.at, _sum_up(entry), JoinedText(entry.sentences(), "\n"), entry.reason.who)
            for entry in found.entries
        ],
    )


def describe_entry(entry: Entry, language: Language) -> dict[str, Any]:
    """Return a change as pages show it: its number, when, who, why, from what, and its sentences."""
    sentences = [sentence.in_(language) for sentence in entry.sentences()]
    return {
        "number": entry.number,
        "when": format_minute(entry.at),
        "who": entry.reason.who,
        "why": entry.reason.why,
        "source": entry.reason.source,
        "undoes": entry.reason.undoes,
        "undone_by": entry.undone_by,
        "sentences": sentences,
        "counts": count_operations(entry),
        "records": sum(entry.counts.values()),
    }


def count_operations(entry: Entry) -> JoinedText:
    """Return how many records a change makes, changes, ends and takes away."""
    return JoinedText(Text(CHANGE_COUNTS[action].message, n=n) for action, n in entry.counts.items())


def _sum_up(entry: Entry) -> Text:
    return Text("Change {number}: {why}", number=entry.number, why=entry.reason.why)


def _make_table(found: History) -> DataTable:
    columns = [
        DataColumn("number", Text("Change"), 9, number=True),
        DataColumn("when", Text("When"), 18),
        DataColumn("who", Text("Who"), 24),
        DataColumn("why", Text("Why"), 40),
        DataColumn("sentence", Text("Sentence"), 90),
    ]
    rows = [
        (entry.number, format_minute(entry.at), entry.reason.who, entry.reason.why, sentence)
        for entry in found.entries
        for sentence in (entry.sentences() or [count_operations(entry)])
    ]
    return DataTable(Text("Changes"), columns, rows)
