"""The glossary: the landscape's own words, the types and fields of the vocabulary, and the rules."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from api.pages.page import Asked, WebPage
from loaders.reports.data_tables import DataColumn, DataTable
from model.language import JoinedText, Language, Localizable, Term, Text, swedish_sort_key
from model.text.names import name_of
from model.vocabulary.finding_rules import RULE_FACTS, RULE_MEANINGS, FindingRule
from model.vocabulary.forums import ForumKind
from model.vocabulary.record import Record
from model.vocabulary.registers import ActorKind, ActorType, Area, Level
from model.vocabulary.types import TYPES
from queries.landscape.registers import read_records
from queries.server.graph import Graph

OWN_REGISTERS: Sequence[type[Record]] = (Area, Level, ActorType, ActorKind, ForumKind)


MOST_OWNERS = 4
"""Up to so many types of which a field is one are named."""


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """A word in both languages with what it means; `owner` is the type whose field it is, if it is one."""

    word: Term
    meaning: Localizable | str
    owner: Localizable | None = None


def build_glossary_page(asked: Asked) -> WebPage:
    """Return the glossary."""
    sections: list[tuple[Text, list[GlossaryEntry]]] = [
        (Text("The landscape's own words"), list(_list_own_words(asked.graph))),
        (Text("Types and fields"), list(_list_fields())),
        (Text("Rules"), list(_list_rules())),
    ]
    sections = [(heading, _sort(entries, asked.language)) for heading, entries in sections]
    return WebPage(
        template="glossary",
        title=Text("Glossary"),
        content={"sections": sections},
        data={"words": [_as_json(heading, entry) for heading, entries in sections for entry in entries]},
        tables=[_make_table(heading, entries) for heading, entries in sections],
    )


def _list_own_words(graph: Graph) -> Iterator[GlossaryEntry]:
    for type_ in OWN_REGISTERS:
        for record in read_records(graph, type_):
            yield GlossaryEntry(name_of(record), getattr(record, "description", None) or "", type_.reads)


def _list_fields() -> Iterator[GlossaryEntry]:
    """Yield the types, and the fields that have an explanation, each once with the types that have it."""
    owners: dict[tuple[Term, str], list[Term]] = {}
    for type_ in TYPES.values():
        yield GlossaryEntry(type_.reads, Text("A type of record; in the plural: {plural}.", plural=type_.plural))
        for column in type_.columns().values():
            if column.about.description:
                owners.setdefault((column.about.heading, column.about.description), []).append(type_.reads)
    for (heading, description), types in owners.items():
        owner = JoinedText(types) if len(types) <= MOST_OWNERS else Text("many types")
        yield GlossaryEntry(heading, Text(description), owner)


def _list_rules() -> Iterator[GlossaryEntry]:
    for rule in FindingRule:
        yield GlossaryEntry(
            rule.term, Text("{meaning} ({section})", meaning=RULE_MEANINGS[rule], section=RULE_FACTS[rule].section)
        )


def _sort(entries: list[GlossaryEntry], language: Language) -> list[GlossaryEntry]:
    return sorted(entries, key=lambda entry: swedish_sort_key(entry.word.in_(language)))


def _as_json(heading: Text, entry: GlossaryEntry) -> dict[str, object]:
    meaning = entry.meaning if isinstance(entry.meaning, str) else {"sv": entry.meaning.in_("sv"), "en": entry.meaning.in_("en")}
    return {"section": heading.in_("en"), "sv": entry.word.sv, "en": entry.word.en, "meaning": meaning}


def _make_table(heading: Text, entries: Sequence[GlossaryEntry]) -> DataTable:
    columns = [
        DataColumn("sv", Text("Swedish"), 34),
        DataColumn("en", Text("English"), 34),
        DataColumn("of", Text("Of"), 20),
        DataColumn("meaning", Text("Meaning"), 80),
    ]
    return DataTable(heading, columns, [(entry.word.sv, entry.word.en, entry.owner, entry.meaning) for entry in entries])
