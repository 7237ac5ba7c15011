"""The pages of the published revisions: all of them, and one with what changed, its document, its data and how to check them."""

from collections import Counter
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

from api.pages.addresses import REVISIONS
from api.pages.page import Asked, WebPage
from api.pages.revision_document import build_revision_document
from loaders.reports.data_tables import DataColumn, DataTable
from model.changes.operations import Operation, diff_records
from model.errors import NotFound
from model.history.linked_data import read_quads
from model.history.revisions import Revision
from model.language import Language, PluralText, Term, Text
from model.text.describe import describe_operations
from model.text.timestamps import format_minute
from model.vocabulary.contents import Contents
from model.vocabulary.types import TYPES
from queries.archive.publishing import find_revision, read_revision_contents, read_revision_quads, read_revisions
from queries.server.graph import Graph

MOST_CHANGES_LISTED = 500
"""The largest number of changes of a revision that its page lists one by one; its data hold all."""


def build_revisions_page(asked: Asked) -> WebPage:
    """Return the page of all revisions, the newest first."""
    revisions = read_revisions(asked.graph)[::-1]
    return WebPage(
        template="revisions",
        title=Text("Revisions"),
        section=REVISIONS,
        content={"revisions": [_describe(revision, asked) for revision in revisions]},
        data={"rows": [revision.as_json() | {"hash": revision.hash} for revision in revisions]},
        tables=[_make_table(revisions)],
    )


def build_revision_page(asked: Asked) -> WebPage:
    """Return the page of one revision. Raises NotFound."""
    if not asked.id_.isdecimal():
        raise NotFound(Text("there is no revision {number}", number=asked.id_), (), Text("See all at /revisioner."))
    graph, revision = asked.graph, find_revision(asked.graph, int(asked.id_))
    quads = read_revision_quads(graph, revision.number)
    contents = read_quads(quads)
    before = read_revision_contents(graph, revision.number - 1) if revision.previous else None
    changes = diff_records(before, contents) if before else []
    return WebPage(
        template="revision",
        title=Text("Revision {number}", number=revision.number),
        section=REVISIONS,
        content={
            "revision": _describe(revision, asked),
            "counts": _count_records(contents),
            "quads": len(quads.splitlines()),
            "size": len(quads),
            "groups": _group_changes(changes, before or Contents(), contents, asked.language),
            "changed": len(changes),
            "left_out": max(0, len(changes) - MOST_CHANGES_LISTED),
            "next": asked.link.page(f"{REVISIONS}/{revision.number + 1}") if _has_next(graph, revision) else None,
            "before": asked.link.page(f"{REVISIONS}/{revision.number - 1}") if revision.previous else None,
        },
        data={**revision.as_json(), "hash": revision.hash, "changes": [operation.as_json() for operation in changes]},
        files={"nq": partial(_write, quads), "pdf": partial(_write_document, graph, revision.number, asked.language)},
    )


def _describe(revision: Revision, asked: Asked) -> dict[str, Any]:
    return {
        "number": revision.number,
        "at": format_minute(revision.at),
        "who": revision.who,
        "note": revision.note,
        "fingerprint": revision.fingerprint,
        "hash": revision.hash,
        "previous": revision.previous,
        "address": asked.link.page(f"{REVISIONS}/{revision.number}"),
    }


def _has_next(graph: Graph, revision: Revision) -> bool:
    return find_revision(graph).number > revision.number


def _count_records(contents: Contents) -> list[tuple[Term, int]]:
    counts = Counter(record.label for record in contents)
    return [(TYPES[label].plural, counts[label]) for label in TYPES if counts[label]]


def _group_changes(
    changes: list[Operation], before: Contents, after: Contents, language: Language
) -> list[tuple[str, int, list[str]]]:
    """Return the changes by type: its name, how many, and the first ones as sentences."""
    places = {label: place for place, label in enumerate(TYPES)}
    listed = sorted(changes[:MOST_CHANGES_LISTED], key=lambda one: (places[one.type], one.action, one.id))
    counts = Counter(operation.type for operation in changes)
    groups = []
    for label, group in groupby(listed, key=lambda one: one.type):
        sentences = [text.in_(language) for text in describe_operations(group, before, after)]
        groups.append((TYPES[label].plural.in_(language), counts[label], sentences))
    return groups


def _make_table(revisions: list[Revision]) -> DataTable:
    columns = [
        DataColumn("number", Text("Revision"), 10, number=True),
        DataColumn("at", Text("Published"), 18),
        DataColumn("who", Text("By"), 24),
        DataColumn("note", Text("Note"), 50),
        DataColumn("fingerprint", Text("Fingerprint (SHA-256)"), 66),
        DataColumn("hash", Text("Hash"), 66),
    ]
    rows = [(one.number, format_minute(one.at), one.who, one.note, one.fingerprint, one.hash) for one in revisions]
    return DataTable(PluralText("{n} revision", "{n} revisions", n=len(revisions)), columns, rows)


def _write(data: bytes, path: Path) -> None:
    path.write_bytes(data)


def _write_document(graph: Graph, number: int, language: Language, path: Path) -> None:
    path.write_bytes(build_revision_document(graph, number, language))
