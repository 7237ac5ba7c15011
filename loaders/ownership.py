"""A source owns what it loaded: of what its new version says no longer, it is no longer one of those who say it.

What nobody says any longer has ended, the day before the load; it is taken away where no revision has it, or where it had not
begun. What is named by something that stays is not taken away. What others say, and what was entered by hand, is left alone.

An export speaks for everybody: a row that was taken out of it is said by nobody, whoever said it before.
"""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from pathlib import Path

from loaders.conflicts import Prefer, changed_and_gone
from loaders.reading import Reading, placed
from loaders.staging import Staged
from model.errors import Problem
from model.places import Place
from model.record import Record
from model.touching import key_of
from model.vocabulary import TYPES
from queries.graph import Graph
from queries.publishing import published_by
from queries.recalling import happened_since

Missing = tuple[Record, bool, int | None]
"""A record that files say no longer, whether it is in no revision, and the newest export's change at which it was there."""


def withdraw(staged: Staged, graph: Graph, reading: Reading, prefer: Prefer | None) -> Iterator[Problem]:
    """Let go of what `reading` says no longer, as of today; conflicts where somebody has changed it since it was exported."""
    if next(_missing(staged, reading), None) is None:
        return
    publication = published_by(graph)
    if publication is not None:
        staged.leaving.note_new(key_of(item) for item in happened_since(graph, publication) if item.before is None)
    last = (date.today() - timedelta(days=1)).isoformat()
    if prefer is None:
        yield from _conflicts(staged, reading, last)
    staged.leaving.let_go(
        leaving(record, sources, last, published=publication is not None and not new)
        for (record, new, stamp), sources in _missing(staged, reading)
        if not (prefer == "graph" and _changed_since(staged, record, stamp, last))
    )


def leaving(record: Record, sources: Collection[str] | None, last: str, *, published: bool) -> tuple[Record, bool]:
    """The record without the word of `sources` (None: anybody's), and whether it is to go; `last` is its last day, if it ends."""
    others = tuple(who for who in record.asserted_by if sources is not None and who not in sources)
    begun = record.first_day <= last
    ends = {"valid_to": min(record.last_day, last)} if begun and not others else {}
    changed = {"asserted_by": others, **ends, **record.stale(ends)}
    return record.model_copy(update=changed), not others and not (published and begun)


def _missing(staged: Staged, reading: Reading) -> Iterator[tuple[Missing, Collection[str] | None]]:
    """What the parts of `reading` that speak of its type say no longer, and whose word it loses: an export's row everybody's."""
    for label in TYPES:
        parts = [part for part in reading.parts if label in part.covers]
        stamps = {since for part in parts if (since := staged.since(part.stamp)) is not None}
        sources = {part.source for part in parts if staged.since(part.stamp) is None}
        for missing in staged.leaving.no_longer_said(label, sources, stamps) if parts else ():
            yield missing, None if missing[2] is not None else sources


def _changed_since(staged: Staged, record: Record, stamp: int | None, last: str) -> Problem | None:
    return None if stamp is None else changed_and_gone(staged.earlier(stamp, record.label, record.id), record, last)


def _conflicts(staged: Staged, reading: Reading, last: str) -> Iterator[Problem]:
    files = {since: part.path for part in reading.parts if (since := staged.since(part.stamp)) is not None}
    for (record, _new, stamp), _sources in _missing(staged, reading) if files else ():
        if stamp is not None and (problem := _changed_since(staged, record, stamp, last)):
            yield placed(problem, Place(Path(files[stamp]).name))
