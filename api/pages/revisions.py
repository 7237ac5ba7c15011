"""The pages of the published revisions: all of them, and one with what changed, its document, its data and how to check them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from api.pages.addresses import MAP, REVISIONS
from api.pages.page import Asked, WebPage
from api.pages.revision_document import RevisionRead, build_document, read_revision
from api.printing.revision_output import describe_revision_event
from loaders.reports.data_tables import DataColumn, DataTable
from model.errors import NotFound
from model.history.comparison import compare_landscapes
from model.history.knowledge import reconstruct_contents
from model.history.revision_states import RevisionStanding, describe_standing_revision
from model.history.revisions import Revision
from model.language import JoinedText, PluralText, Term, Text
from model.text.timestamps import format_minute, local_day_of
from model.vocabulary.contents import Contents
from model.vocabulary.types import TYPES
from queries.archive.checkout import find_change_of_revision
from queries.archive.standing import list_standing_revisions
from queries.review.landscape_comparison import read_reasons

MOST_CHANGES_LISTED = 500
"""The largest number of changes of a revision that its page lists one by one; its data hold all."""


def build_revisions_page(asked: Asked) -> WebPage:
    """Return the page of all revisions, the newest first."""
    found = list_standing_revisions(asked.graph, asked.on)[::-1]
    return WebPage(
        template="revisions",
        title=Text("Revisions"),
        section=REVISIONS,
        content={"revisions": [_describe(*each, asked) for each in found]},
        data={"rows": [describe_standing_revision(*each) for each in found]},
        tables=[_make_table(found)],
    )


def build_revision_page(asked: Asked) -> WebPage:
    """Return the page of one revision. Raises NotFound."""
    if not asked.id_.isdecimal():
        raise NotFound(Text("there is no revision {number}", number=asked.id_), (), Text("See all at /revisioner."))
    read, latest = read_revision(asked.graph, int(asked.id_)), asked.frame.revision
    revision, changes = read.revision, read.changes
    return WebPage(
        template="revision",
        title=Text("Revision {number}", number=revision.number),
        section=REVISIONS,
        content={
            "revision": _describe(revision, read.standing, asked),
            "counts": _count_records(read.contents),
            "quads": len(read.quads.splitlines()),
            **_compare(asked, read),
            "next": asked.link.page(f"{REVISIONS}/{revision.number + 1}") if latest and latest.number > revision.number else None,
            "before": asked.link.page(f"{REVISIONS}/{revision.number - 1}") if revision.previous else None,
        },
        data={
            **describe_standing_revision(revision, read.standing),
            "changes": [operation.as_json() for operation in changes],
        },
        files={
            "nq": lambda path: path.write_bytes(read.quads),
            "pdf": lambda path: path.write_bytes(build_document(read, asked.language)),
        },
    )


def _describe(revision: Revision, standing: RevisionStanding, asked: Asked) -> dict[str, Any]:
    return {
        "standing": standing,
        "decisions": [describe_revision_event(event) for event in standing.events],
        "number": revision.number,
        "at": format_minute(revision.at),
        "who": revision.who,
        "note": revision.note,
        "fingerprint": revision.fingerprint,
        "hash": revision.hash,
        "previous": revision.previous,
        "address": asked.link.page(f"{REVISIONS}/{revision.number}"),
    }


def _count_records(contents: Contents) -> list[tuple[Term, int]]:
    counts = Counter(record.label for record in contents)
    return [(TYPES[label].plural, counts[label]) for label in TYPES if counts[label]]


def _compare(asked: Asked, read: RevisionRead) -> dict[str, Any]:
    """Return what changed since the revision before, and what it means, as the template shows it."""
    if not read.previous:
        return {"groups": [], "meaning": [], "changed": 0, "left_out": 0, "map": None}
    days = [local_day_of(one.at) for one in (read.previous, read.revision)]
    changes = [find_change_of_revision(asked.graph, one.number) for one in (read.previous, read.revision)]
    found = compare_landscapes(
        reconstruct_contents(read.before, days[0]),
        reconstruct_contents(read.contents, days[1]),
        read.contents,
        read_reasons(asked.graph, *changes),
    )
    listed, counts = found.changes[:MOST_CHANGES_LISTED], Counter(change.how for change in found.changes)
    groups = [(how.term, counts[how], [*group]) for how, group in groupby(listed, key=lambda change: change.how)]
    return {
        "groups": groups,
        "meaning": [(what, len(names), JoinedText(names)) for what, names in found.list_meaning()],
        "changed": len(found.changes),
        "left_out": len(found.changes) - len(listed),
        "map": replace(asked.link, on=days[1]).page(f"{MAP}/forandring", mot=read.previous.number),
    }


def _make_table(found: Sequence[tuple[Revision, RevisionStanding]]) -> DataTable:
    columns = [
        DataColumn("number", Text("Revision"), 10, number=True),
        DataColumn("state", Text("Status"), 18),
        DataColumn("document", Text("Document number"), 10, number=True),
        DataColumn("at", Text("Published"), 18),
        DataColumn("who", Text("By"), 24),
        DataColumn("note", Text("Note"), 50),
        DataColumn("fingerprint", Text("Fingerprint (SHA-256)"), 66),
        DataColumn("hash", Text("Hash"), 66),
    ]
    rows = [
        (one.number, of.state.term, of.document, format_minute(one.at), one.who, one.note, one.fingerprint, one.hash)
        for one, of in found
    ]
    return DataTable(PluralText("{n} revision", "{n} revisions", n=len(found)), columns, rows)
