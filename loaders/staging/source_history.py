"""A file without a stamp held against what its source said the last time: what is old news takes back nothing that is newer.

said = was    the source has not changed its mind: what somebody else has made of it since stands
otherwise     it is news, and is to be; where somebody else has changed the field since, that is told
"""

from collections.abc import Iterator, Mapping
from itertools import islice

from loaders.rows.columns import column_values, fact_columns_of
from loaders.rows.dataset import Reading
from loaders.rows.rules import NoticeRule
from loaders.staging.conflicts import Preference, display_field
from loaders.staging.store import NewerValue, StagedRecords
from model.changes.operations import Values
from model.checks.validation import build_record
from model.edits.identity import CurrentIds, replace_former_ids
from model.errors import Problem
from model.language import Text
from model.vocabulary.record import Record, period_fields_of
from model.vocabulary.types import TYPES, Key
from queries.memory.last_asserted import (
    MOST_SEARCHED_RECORDS,
    AssertedValues,
    find_loads,
    find_touched_by_others,
    read_last_asserted,
)
from queries.server.graph import Graph

MOST_KEYS_LISTED = MOST_SEARCHED_RECORDS + 1


def keep_newer_values(staged: StagedRecords, graph: Graph, reading: Reading, prefer: Preference | None) -> Iterator[Problem]:
    """Let stand what is newer than the word of its source, unless the file is preferred; what is wrong with records then."""
    for number, part in enumerate(reading.parts if prefer != "file" else ()):
        if staged.since(part.stamp) is None:
            yield from _Source(staged, graph, number, part.source, prefer).compare()


class _Source:
    """One of the files, and the source whose word it is."""

    def __init__(self, staged: StagedRecords, graph: Graph, part: int, source: str, prefer: Preference | None) -> None:
        self._staged, self._graph, self._part, self._source, self._prefer = staged, graph, part, source, prefer

    def compare(self) -> Iterator[Problem]:
        """Weigh all that the file says otherwise than it is known, and was said by its source before."""
        present = self._staged.merged()
        for key, word in self._read_last_words(present).items():
            if pair := self._staged.differs(self._part, key):
                yield from self._compare_record(key, word, *pair, present)

    def _read_last_words(self, present: CurrentIds) -> Mapping[Key, AssertedValues]:
        keys = set(islice(self._find_differing(), MOST_KEYS_LISTED))
        loads = find_loads(self._graph, self._source) if keys else frozenset[int]()
        if loads and len(keys) == MOST_KEYS_LISTED:
            keys = find_touched_by_others(self._graph, loads, self._differs)
        if not loads or not keys:
            return {}
        former = {was: (was[0], id_) for was, id_ in present.items() if (was[0], id_) in keys}
        return read_last_asserted(self._graph, self._source, loads, {**{key: key for key in keys}, **former})

    def _find_differing(self) -> Iterator[Key]:
        return (key for key, said, now in self._staged.differing(self._part) if self._is_otherwise(key, said, now))

    def _differs(self, key: Key) -> bool:
        pair = self._staged.differs(self._part, key) if key[0] in TYPES else None
        return pair is not None and self._is_otherwise(key, *pair)

    def _is_otherwise(self, key: Key, said: Values, now: Values) -> bool:
        return self._source in now["asserted_by"] and any(
            column_values(column, said) != column_values(column, now) for column in fact_columns_of(TYPES[key[0]])
        )

    def _compare_record(
        self, key: Key, word: AssertedValues, said: Values, now: Values, present: CurrentIds
    ) -> Iterator[Problem]:
        was = _replace_former_ids(key, {**now, **_empty_periods_of(key), **word}, present)
        to_be = dict(said)
        for column in fact_columns_of(TYPES[key[0]]):
            before, here, since = (column_values(column, values) for values in (was, said, now))
            if column.name not in word or since in (here, before):
                continue
            if stands := here == before or self._prefer == "graph":
                to_be |= dict(zip(column.fields, since, strict=True))
            first, second, third = (display_field(values, column) for values in (was, said, now))
            self._staged.weighed.append(NewerValue(key, column.name, first, second, third, stands))
        record = build_record(TYPES[key[0]], to_be)
        if isinstance(record, Record):
            self._staged.keep([record])
        else:
            yield from record


def _empty_periods_of(key: Key) -> Values:
    """What is said of periods by whoever knew of none."""
    return {field: None for column in TYPES[key[0]].periods() for field in period_fields_of(column.name)}


def _replace_former_ids(key: Key, values: Values, present: CurrentIds) -> Values:
    """The values of a record of some time ago, naming by its id of now what has been merged since."""
    record = build_record(TYPES[key[0]], values) if present else None
    return replace_former_ids(record, present).values() if isinstance(record, Record) else values


def find_newer_values(staged: StagedRecords) -> Iterator[Problem]:
    """Where the landscape is newer than the file: what stands, and what the file's news takes the place of."""
    for item in staged.weighed:
        words = {"was": item.was, "said": item.said, "now": item.now}
        if item.stands:
            text = Text("'{said}' here, '{now}' in the landscape since the last load: that stands", **words)
            hint = Text("if the file is right, load it with --prefer file")
        else:
            text = Text("'{was}' in the last load, '{said}' here, '{now}' in the landscape since: the file's is news", **words)
            hint = Text("if the landscape is right, load with --prefer graph")
        rule = NoticeRule.STANDS if item.stands else NoticeRule.NEWS
        yield Problem(rule, text, hint, *item.key, item.field, words["said"] if isinstance(words["said"], str) else "")
