"""`landskap compare`: what differs between two moments, what it means first, and then change by change."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from loaders.reports.comparison_tables import make_comparison_tables
from loaders.reports.data_tables import write_table_workbook
from model.history.comparison import LandscapeChange
from model.language import JoinedText, Language, Localizable, PluralText, Text
from queries.review.comparing import Comparison
from queries.review.landscape_comparison import LandscapesCompared, list_compared_findings

MOST_CHANGES_PRINTED = 200
"""So many changes are printed; JSON and workbook hold all."""
UNSEEN_NOTE = Text("Nothing was on record on the earlier day, so names and places are those of now.")


def format_comparison(found: LandscapesCompared) -> Iterator[Localizable]:
    """Yield the lines."""
    comparison = found.comparison
    yield describe_span(found)
    if found.earlier.unseen:
        yield UNSEEN_NOTE
    if not comparison.changes:
        yield Text("Nothing has changed.")
    for what, names in comparison.list_meaning():
        yield Text("{what} ({n}): {names}", what=what, n=len(names), names=JoinedText(names))
    if found.findings:
        yield from _format_findings(found.findings)
    shown = comparison.changes[:MOST_CHANGES_PRINTED]
    for how, group in groupby(shown, lambda change: change.how):
        yield JoinedText(("", how.term, ":"), "")
        yield from (JoinedText(("  ", _describe_whole(change)), "") for change in group)
    if rest := len(comparison.changes) - len(shown):
        yield PluralText(
            "{n} more change: see all with --json or --out FILE.xlsx",
            "{n} more changes: see all with --json or --out FILE.xlsx",
            n=rest,
        )


def _describe_whole(change: LandscapeChange) -> Localizable:
    """Return a change with its example mark, evidence and reason."""
    more: list[Localizable | str] = [Text("example")] if change.example else []
    more += [change.evidence] if change.evidence else []
    more += [Text("reason: {why}", why=change.reason.why)] if change.reason else []
    return Text("{change} ({more})", change=change.describe(), more=JoinedText(more, "; ")) if more else change.describe()


def _format_findings(found: Comparison) -> Iterator[Localizable]:
    counts = {"new": len(found.new), "gone": len(found.gone), "n": len(found.remaining)}
    yield Text("Findings: new {new}, gone {gone}, remaining {n}.", **counts)
    for new, finding in list_compared_findings(found):
        yield JoinedText(("  + " if new else "  − ", finding.sentence), "")


def describe_span(found: LandscapesCompared) -> Text:
    """Return from when to when the comparison is."""
    return Text("From {earlier} to {later}", earlier=found.earlier.describe(), later=found.later.describe())


def write_comparison(path: Path, found: LandscapesCompared, language: Language) -> None:
    """Write a comparison as a workbook."""
    findings = list_compared_findings(found.findings) if found.findings else ()
    told = [(new, finding.sentence) for new, finding in findings]
    title = describe_span(found)
    write_table_workbook(path, make_comparison_tables(title, found.comparison, told), title.in_(language), language)
