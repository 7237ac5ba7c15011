"""A source owns what it loaded: of what its new version says no longer, it is no longer one of those who say it.

What nobody says any longer has ended, the day before the load; it is taken away where no revision has it, or where it had not
begun. What is named by something that stays is not taken away. What others say, and what was entered by hand, is left alone.

An export speaks for everybody: a row that was taken out of it is said by nobody, whoever said it before.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from loaders.conflicts import Prefer, changed_and_gone
from loaders.reading import Reading, placed
from loaders.staging import Staged
from model.errors import Problem
from model.places import Place
from model.record import EARLIEST, LATEST, Record
from model.touching import key_of
from queries.graph import Graph
from queries.publishing import published_by
from queries.recalling import happened_since


def withdraw(staged: Staged, graph: Graph, reading: Reading, prefer: Prefer | None) -> Iterator[Problem]:
    """Let go of what `reading` says no longer, as of today; conflicts where somebody has changed it since it was exported."""
    for part in reading.parts:
        yield from _withdraw(staged, graph, part, prefer)


def _withdraw(staged: Staged, graph: Graph, reading: Reading, prefer: Prefer | None) -> Iterator[Problem]:
    source = None if staged.recalled else reading.source
    if next(staged.no_longer_said(reading.covers, source), None) is None:
        return
    publication = published_by(graph)
    if publication is not None:
        staged.note_new(key_of(item) for item in happened_since(graph, publication) if item.before is None)
    if prefer is None and staged.recalled:
        yield from _conflicts(staged, reading)
    last = (date.today() - timedelta(days=1)).isoformat()
    staged.let_go(
        leaving(record, source, last, published=publication is not None and not new)
        for record, new in staged.no_longer_said(reading.covers, source)
        if not (prefer == "graph" and changed_and_gone(staged.earlier(record.label, record.id), record))
    )


def leaving(record: Record, source: str | None, last: str, *, published: bool) -> tuple[Record, bool]:
    """The record without the word of `source` (None: of anybody), and whether it is to go; `last` is its last day, if it ends."""
    others = tuple(who for who in record.asserted_by if source not in (None, who))
    begun = (record.valid_from or EARLIEST) <= last
    ends = {"valid_to": min(record.valid_to or LATEST, last)} if begun and not others else {}
    return record.model_copy(update={"asserted_by": others, **ends}), not others and not (published and begun)


def _conflicts(staged: Staged, reading: Reading) -> Iterator[Problem]:
    for record, _new in staged.no_longer_said(reading.covers, None):
        if problem := changed_and_gone(staged.earlier(record.label, record.id), record):
            yield placed(problem, Place(Path(reading.path).name))
