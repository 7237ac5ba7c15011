"""Search over parties, decisions and pages: as a page, and as data for the suggestions while one writes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from api.pages.addresses import (
    ABOUT,
    ACCESSIBILITY,
    CHANGES,
    DECISIONS,
    FINDINGS,
    GLOSSARY,
    MAP,
    MUNICIPALITIES,
    REPRESENTATION,
    REVISIONS,
    SEARCH,
    START,
    SYSTEM,
    YEAR,
)
from api.pages.page import Asked, Elsewhere, WebPage
from loaders.reports.data_tables import DataColumn, DataTable
from model.language import JoinedText, Localizable, Term, Text, swedish_sort_key
from model.text.name_search import NamedThing, NameHit, NameSearch
from model.text.names import name_of, plural_of
from model.vocabulary.actors import Actor, Function
from model.vocabulary.contents import Party
from model.vocabulary.decisions import Decision
from model.vocabulary.forums import Forum, ForumKind
from model.vocabulary.namesakes import append_distinction
from model.vocabulary.record import Certainty, Record, is_proposed
from model.vocabulary.registers import ActorKind
from queries.landscape.graph_records import GraphRecords
from queries.landscape.name_index import DECISION, PARTY, read_name_search
from queries.server.graph import Graph

LONGEST_SEARCH = 200
MOST_OF_KIND, MOST_PER_GROUP = 500, 25
"""Parties of a kind that are listed; rows of a group until it is asked for alone."""
PAGE_NAMES: Sequence[tuple[str, Text, str]] = (
    (START, Text("Start"), "idag att se på today"),
    (MAP, Text("Map"), "karta landskap flöden flows"),
    (SYSTEM, Text("System map"), "vem föder vem who feeds whom områden nivåer"),
    (DECISIONS, Text("Decisions"), "balanslista balance uppdrag assignments står stilla"),
    (REPRESENTATION, Text("Representation"), "platser seats röst voice matris matrix"),
    (YEAR, Text("Yearly wheel"), "möten meetings kalender calendar"),
    (REVISIONS, Text("Revisions"), "skillnad dokument document"),
    (FINDINGS, Text("Findings"), "regler rules"),
    (CHANGES, Text("Changes"), "historik history journal"),
    (GLOSSARY, Text("Glossary"), "begrepp terms ord"),
    (MUNICIPALITIES, Text("Municipalities"), "kommun kommuner behov når demand municipality vem talar för"),
    (ABOUT, Text("About"), "källa source"),
    (ACCESSIBILITY, Text("Accessibility"), "tillgänglighetsredogörelse"),
)
"""The pages that are found by their name or by one of these words."""
PAGE = "page"
GROUPS: Sequence[tuple[str, Text]] = (
    (Actor.stem(), Text("Actors")),
    (Forum.stem(), Text("Forums")),
    (Function.stem(), Text("Functions")),
    (DECISION, Text("Decisions")),
    (PAGE, Text("Pages")),
)
PAGES_SEARCH = NameSearch(NamedThing(PAGE, path, (name.in_("sv"), name.in_("en"), more)) for path, name, more in PAGE_NAMES)
KINDS: tuple[tuple[type[ForumKind | ActorKind], type[Forum | Actor]], ...] = ((ForumKind, Forum), (ActorKind, Actor))


@dataclass(frozen=True, slots=True)
class FoundRow:
    """Something found: its sort, name and address, where it is, and its marks."""

    sort: str
    id: str
    name: Localizable
    address: str
    where: Localizable
    proposed: bool = False
    uncertain: bool = False
    example: bool = False
    ended: str | None = None


@dataclass(frozen=True, slots=True)
class FoundGroup:
    """Rows of one sort, the best first; `count` is how many there are in all."""

    sort: str
    heading: Text
    rows: Sequence[FoundRow]
    count: int


def build_search_page(asked: Asked) -> WebPage:
    """Return what is found by the words `q`; all of a `kind`; or, without any of these, what can be looked for.

    A page that is asked for by a whole name, which only one thing has, leads straight to it, unless `stay` is given.
    Raises Elsewhere.
    """
    said, sort = asked.query.get("q", "").strip()[:LONGEST_SEARCH], asked.query.get("sort") or ""
    kind = asked.query.get("kind") or ""
    rows = _list_kind(asked, kind) if kind else _find_rows(asked, said)
    exact = [] if kind else [row for row in rows if row[1]]
    if len(exact) == 1 and not asked.ending and "stay" not in asked.query and not sort:
        raise Elsewhere(exact[0][0].address)
    groups = _group_rows([row for row, _exact in rows], sort)
    title = Text("Search: {words}", words=said) if said else Text("Search")
    kinds = [] if said and not kind else _list_kinds(asked.graph, sort)
    return WebPage(
        template="search",
        title=title,
        section=SEARCH,
        content={
            "said": said,
            "kind": next((name for id_, name, _sort in kinds if id_ == kind), None),
            "sort": sort,
            "groups": groups,
            "count": sum(group.count for group in groups),
            "kinds": [] if said or kind else sorted(kinds, key=lambda one: swedish_sort_key(one[1].in_(asked.language))),
        },
        data={"q": said, "hits": [_make_hit(row, asked) for group in groups for row in group.rows]},
        tables=[_make_table(groups)],
        styles=["search.css"],
    )


def _find_rows(asked: Asked, said: str) -> list[tuple[FoundRow, bool]]:
    """Return what is found by words, the best first, and whether its whole name was said."""
    if not said:
        return []
    found = [(row, hit.exact) for hit, row in _read_rows(asked, read_name_search(asked.graph).find(said).hits)]
    pages = [hit for hit in PAGES_SEARCH.find(said).hits if hit.id in asked.paths]
    named = {path: name for path, name, _more in PAGE_NAMES}
    return found + [(FoundRow(PAGE, hit.id, named[hit.id], asked.link.page(hit.id), Text("page")), False) for hit in pages]


def find_nearest_parties(asked: Asked, said: str, most: int) -> list[FoundRow]:
    """Return the parties whose names are nearest to a word, such as an id that no party has."""
    hits = read_name_search(asked.graph).find(said, [PARTY]).hits
    return [row for _hit, row in _read_rows(asked, hits[:most])]


def _read_rows(asked: Asked, hits: Sequence[NameHit]) -> Iterator[tuple[NameHit, FoundRow]]:
    records = GraphRecords(asked.graph)
    keys = [(Decision.label if hit.sort == DECISION else "Party", hit.id) for hit in hits]
    found = {(record.label == Decision.label, record.id): record for record in records.get(keys)}
    rows = _describe_records([*found.values()], records, asked)
    for hit in hits:
        if row := rows.get((hit.sort == DECISION, hit.id)):
            yield hit, row


def _describe_records(found: Sequence[Record], records: GraphRecords, asked: Asked) -> dict[tuple[bool, str], FoundRow]:
    """Return the rows of records, by whether they are decisions and by id. What these name is read at once."""
    references = ((ref.to, getattr(one, field)) for one in found for field, ref in one.references().items() if field in WHERE)
    list(records.get([key for key in references if key[1]]))
    apart = records.distinctions()  # once: it compares all parties that have been read
    rows = (_describe_record(record, records, apart, asked) for record in found)
    return {(row.sort == DECISION, row.id): row for row in rows}


WHERE = ("kind", "type", "level", "place", "taken_in")
"""The fields that say where something is."""


def _describe_record(record: Record, records: GraphRecords, apart: Mapping[str, Term], asked: Asked) -> FoundRow:
    is_decision = isinstance(record, Decision)
    # The kind says more than the type, which is the column of the map.
    fields = [field for field in WHERE if field != "type" or not getattr(record, "kind", None)]
    parts: list[Localizable] = [name_of(named) for field in fields if (named := records.find_named(record, field))]
    if isinstance(record, Decision):
        parts = [Text("taken {day}", day=record.taken_on) if record.taken_on else Text("day unknown"), *parts]
    ended = record.valid_to if record.last_day < asked.on else None
    return FoundRow(
        sort=DECISION if is_decision else record.stem(),
        id=record.id,
        name=name_of(record) if is_decision else append_distinction(name_of(record), apart.get(record.id)),
        address=asked.link.decision(record.id) if is_decision else asked.link.party(record.id),
        where=JoinedText(parts, " · "),
        proposed=is_proposed(record),
        uncertain=record.certainty == Certainty.UNCERTAIN,
        example=record.example,
        ended=ended,
    )


def _list_kind(asked: Asked, kind: str) -> list[tuple[FoundRow, bool]]:
    """Return the parties of a kind, by name."""
    records = GraphRecords(asked.graph)
    found: list[Party] = []
    for _kinds, type_ in KINDS:
        found += islice(records.find_naming(type_, "kind", [kind]), MOST_OF_KIND - len(found))
    rows = _describe_records(found, records, asked).values()
    return [(row, False) for row in sorted(rows, key=lambda row: swedish_sort_key(row.name.in_(asked.language)))]


def _list_kinds(graph: Graph, sort: str = "") -> list[tuple[str, Localizable, str]]:
    """Return the kinds of forum and actor: their ids, names in the plural, and the sort of their parties."""
    records = GraphRecords(graph)
    return [
        (kind.id, plural_of(kind), type_.stem())
        for kinds, type_ in KINDS
        if sort in ("", type_.stem())
        for kind in records.of(kinds).values()
    ]


def _group_rows(rows: Sequence[FoundRow], sort: str) -> list[FoundGroup]:
    """Return the rows by sort, the sort of the best first; of the sort that is asked for, all."""
    order = list(dict.fromkeys(row.sort for row in rows))
    headings = dict(GROUPS)
    groups = []
    for one in order:
        mine = [row for row in rows if row.sort == one]
        if sort in ("", one):
            groups.append(FoundGroup(one, headings[one], mine if sort else mine[:MOST_PER_GROUP], len(mine)))
    return groups


def _make_hit(row: FoundRow, asked: Asked) -> dict[str, Any]:
    return {
        "sort": row.sort,
        "id": row.id,
        "name": row.name.in_(asked.language),
        "where": row.where.in_(asked.language),
        "address": row.address,
        "proposed": row.proposed,
        "uncertain": row.uncertain,
        "example": row.example,
        "ended": row.ended,
    }


def _make_table(groups: Iterable[FoundGroup]) -> DataTable:
    columns = [
        DataColumn("sort", Text("Sort"), 14),
        DataColumn("id", Text("Id"), 40),
        DataColumn("name", Text("Name"), 50),
        DataColumn("where", Text("Where"), 50),
        DataColumn("address", Text("Address"), 50),
    ]
    rows = [(group.heading, row.id, row.name, row.where, row.address) for group in groups for row in group.rows]
    return DataTable(Text("Found"), columns, rows)
