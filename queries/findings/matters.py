"""The same matter decided again: decisions of one party whose names say the same. Nothing here reads the graph.

A name alone is not enough: `is_same_matter` also weighs the days between the two and to whom they are addressed.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from model.text.likeness import fold_name, has_same_words
from model.vocabulary.days import count_days
from queries.landscape.derived import list_numbers

LEAST_MATTER_SIMILARITY = 92
"""How alike (0–100) the words of two names must be. Where they are not the same, each word must have a counterpart."""
NOT_ALPHANUMERIC = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Matter:
    """A decision with its case number and the day on which it was taken."""

    decision: str
    name: str
    case_number: str
    taken_on: str
    example: bool


@dataclass(frozen=True, slots=True)
class MatterPair:
    """A matter that was decided, and decided again under another case number; `score` is 100 for the same words."""

    first: Matter
    again: Matter
    score: int


def fold_case(number: str) -> str:
    """Return a case number as its letters and digits: `KS 2026/7` and `ks 2026-7` are one number."""
    return "".join(NOT_ALPHANUMERIC.split(number.casefold()))


def is_same_matter(pair: MatterPair, first: Collection[str], again: Collection[str], most_days: int) -> bool:
    """Return whether a pair is one matter: decided again within so many days, and to one addressee of both.

    `first` and `again` are the addressees of the two; where those of one are not on record, they contradict nothing.
    """
    near = count_days(pair.first.taken_on, pair.again.taken_on) <= most_days
    return near and (not first or not again or not {*first}.isdisjoint(again))


def pair_matters(matters: Iterable[Matter]) -> Iterator[MatterPair]:
    """Yield the pairs of one party's matters that are the same, under different case numbers and on different days.

    Names with different numbers in them (years, quarters) are different matters. Examples are only compared with examples.
    """
    blocks: dict[tuple[bool, tuple[str, ...]], list[Matter]] = defaultdict(list)
    for matter in matters:
        blocks[matter.example, tuple(list_numbers(matter.name))].append(matter)
    for block in blocks.values():
        if len(block) > 1:
            yield from _pair_block(block)


def _pair_block(block: list[Matter]) -> Iterator[MatterPair]:
    """Yield the pairs among matters whose names have the same numbers."""
    by_words: dict[tuple[str, ...], list[Matter]] = defaultdict(list)
    for matter in block:
        by_words[fold_name(matter.name)].append(matter)
    for words, same in by_words.items():
        yield from _order_pairs(same, same, 100)
        for other, score in _find_alike(words, by_words):
            yield from _order_pairs(same, by_words[other], score)


def _find_alike(words: tuple[str, ...], others: Iterable[tuple[str, ...]]) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield the other names that are alike and sort after this one, so that each pair is found once."""
    from rapidfuzz import fuzz, process

    later = {" ".join(other): other for other in others if len(other) == len(words) and other > words}
    near = process.extract(" ".join(words), later.keys(), scorer=fuzz.ratio, score_cutoff=LEAST_MATTER_SIMILARITY, limit=None)
    for folded, score, _place in near:
        if has_same_words(words, later[folded]):
            yield later[folded], round(score)


def _order_pairs(some: list[Matter], others: list[Matter], score: int) -> Iterator[MatterPair]:
    for one in some:
        for two in others:
            if fold_case(one.case_number) != fold_case(two.case_number) and (some is not others or one.taken_on < two.taken_on):
                first, again = sorted((one, two), key=lambda matter: (matter.taken_on, matter.decision))
                if first.taken_on < again.taken_on:
                    yield MatterPair(first, again, score)
