"""Women and men among the members of each forum, counted: which forums are even, and which splits they can attain.

Headcounts are of a forum alone. They are never joined with a seat, a role, a type or a party, and a count of fewer than
FEWEST_COUNTED persons is not shown and is in no sum, since it would be about a person.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from model.findings import Finding, QueryCall, find_certainty
from model.language import Text
from model.representation.rule_states import year_after
from model.statistics.even_splits import EVEN_FROM, is_even_split, list_attainable_numbers
from model.text.names import term_of
from model.text.numbers import format_per_cent
from model.vocabulary.finding_rules import FindingRule
from model.vocabulary.forums import FEWEST_COUNTED
from queries.server.graph import Reader

_Row = dict[str, Any]
HEADCOUNTS = "representation/headcounts"
FEWEST_FORUMS_OF_YEAR = 3
"""A year is only summed over so many forums or more, so that it does not tell of one."""


@dataclass(frozen=True, slots=True)
class ForumCount:
    """The latest headcount of a forum by a day; `counted_on` is None if its day is not on record."""

    forum: Mapping[str, Any]
    women: int
    men: int
    counted_on: str | None
    count_id: str | None
    certainty: str
    example: bool
    evidence: Sequence[str]

    @property
    def counted(self) -> int:
        """Return how many persons were counted."""
        return self.women + self.men

    @property
    def share(self) -> float:
        """Return the share of women in per cent."""
        return 100 * self.women / self.counted

    def is_even(self, least: int = EVEN_FROM) -> bool:
        """Return whether each sex has at least `least` per cent."""
        return is_even_split(self.women, self.men, least)


@dataclass(frozen=True, slots=True)
class SexCounts:
    """The counts of forums that can be shown, the forums whose count is too small, and those without any."""

    counts: Sequence[ForumCount]
    few: Sequence[Mapping[str, Any]]
    uncounted: Sequence[Mapping[str, Any]]
    rows: Sequence[Mapping[str, Any]]
    cut: bool


def read_sex_counts(reader: Reader, on: str, area: str | None = None, forum: str | None = None) -> SexCounts:
    """Return the latest counts by the day of all forums, or of those of an area, or of one."""
    answer = reader.read(HEADCOUNTS, on=on)
    rows = [row for row in answer.rows if area in (None, row["area"]) and forum in (None, row["forum"])]
    found = [(row, find_latest_count(row, on)) for row in rows]
    counts = [count for _row, count in found if count and count.counted >= FEWEST_COUNTED]
    few = [row for row, count in found if count and count.counted < FEWEST_COUNTED]
    return SexCounts(counts, few, [row for row, count in found if count is None], rows, answer.cut)


def find_latest_count(row: Mapping[str, Any], on: str) -> ForumCount | None:
    """Return the latest headcount of a forum by a day, or else the figures that it carries without a day; None without both.

    A headcount that another follows within a year is replaced by it, on earlier days too: both would tell who came or left.
    """
    ordered = sorted(row["counts"], key=lambda count: count[:2])
    replaced = {one[1] for one, other in pairwise(ordered) if other[0] < year_after(one[0])}
    kept = (count for count in ordered if count[0] <= on and count[1] not in replaced)
    dated = max(kept, key=lambda count: count[:2], default=None)
    if dated:
        day, id_, women, men, certainty, example, evidence = dated
        return ForumCount(row, women, men, day, id_, certainty, bool(example or row["example"]), evidence)
    if row["women"] is None or row["men"] is None:
        return None
    return ForumCount(row, row["women"], row["men"], None, None, row["certainty"], bool(row["example"]), row["evidence"])


def list_sex_rows(found: SexCounts, on: str) -> Iterator[_Row]:
    """Yield a row for each forum that is counted, their sum, the years, and the forums without figures.

    As Statistics Sweden does: `share` is within the forum over the sexes, `women_part` and `men_part` are within each sex over
    the forums, all in per cent.
    """
    women, men = sum(count.women for count in found.counts), sum(count.men for count in found.counts)
    for count in sorted(found.counts, key=lambda count: (count.is_even(), abs(count.share - 50) * -1, count.forum["forum"])):
        attainable = list_attainable_numbers(count.counted)
        yield {
            "what": "forum",
            **_name_forum(count.forum),
            "women": count.women,
            "men": count.men,
            "share": round(count.share, 1),
            "women_part": round(100 * count.women / women, 1) if women else None,
            "men_part": round(100 * count.men / men, 1) if men else None,
            "even": count.is_even(),
            "attainable": list(attainable) if attainable else None,
            "counted_on": count.counted_on,
            "certainty": count.certainty,
            "example": count.example,
            "evidence": list(count.evidence),
        }
    if found.counts:
        share = round(100 * women / (women + men), 1)
        examples = sum(count.example for count in found.counts)
        forums = len(found.counts)
        yield {"what": "total", "forums": forums, "women": women, "men": men, "share": share, "examples": examples}
    yield from _list_years(found.rows, on)
    yield from ({"what": "few", **_name_forum(row)} for row in found.few)
    yield from ({"what": "uncounted", **_name_forum(row)} for row in found.uncounted)


def _name_forum(row: Mapping[str, Any]) -> _Row:
    return {name: row[name] for name in ("forum", "name", "name_en", "area", "area_name", "area_name_en")}


def _list_years(rows: Iterable[Mapping[str, Any]], on: str) -> Iterator[_Row]:
    """Yield the sums over the forums at the end of each year, of years with enough forums: the latest dated count of each."""
    listed = [row for row in rows if row["counts"]]
    first = min((count[0] for row in listed for count in row["counts"]), default=on)
    for year in range(int(first[:4]), int(on[:4]) + 1):
        day = min(f"{year}-12-31", on)
        by_then = [{**row, "women": None} for row in listed]
        latest = [count for row in by_then if (count := find_latest_count(row, day))]
        counts = [count for count in latest if count.counted >= FEWEST_COUNTED]
        if len(counts) >= FEWEST_FORUMS_OF_YEAR:
            women, men = sum(count.women for count in counts), sum(count.men for count in counts)
            share, examples = round(100 * women / (women + men), 1), sum(count.example for count in counts)
            fields = {"women": women, "men": men, "share": share, "examples": examples}
            yield {"what": "year", "year": year, "forums": len(counts), **fields}


def find_uneven(found: SexCounts, least: int) -> Sequence[ForumCount]:
    """Return the counts in which a sex has less than `least` per cent, though so many can be split evenly; worst first."""
    uneven = [one for one in found.counts if not one.is_even(least) and list_attainable_numbers(one.counted, least)]
    return sorted(uneven, key=lambda one: (-abs(one.share - 50), one.forum["forum"]))


def make_sex_findings(counts: Iterable[ForumCount], least: int, asked: QueryCall) -> Iterator[Finding]:
    """Yield a finding for each count that is not even."""
    for count in counts:
        fewest, most = list_attainable_numbers(count.counted, least) or (0, 0)
        sentence = Text(
            "{forum} has {share} women ({women} of {n}{day}): outside {least}–{rest}. Of {n}, {either} of each are even.",
            forum=term_of(count.forum),
            share=format_per_cent(count.share),
            women=count.women,
            day=Text(", counted {day}", day=count.counted_on) if count.counted_on else Text(", day not known"),
            least=least,
            rest=100 - least,
            n=count.counted,
            either=str(fewest) if fewest == most else f"{fewest}–{most}",
        )
        id_ = count.forum["forum"]
        yield Finding(
            rule=FindingRule.SEX_BALANCE,
            sentence=sentence,
            about=(id_,),
            entities=tuple(filter(None, (id_, count.count_id))),
            asked=asked,
            rows=({**_name_forum(count.forum), "women": count.women, "men": count.men, "counted_on": count.counted_on},),
            evidence=tuple(count.evidence),
            certainty=find_certainty(count.certainty),
            example=count.example,
        )
