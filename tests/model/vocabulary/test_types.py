"""Each type is declared once, and everything derived from the vocabulary is up to date."""

import json
from collections import Counter
from pathlib import Path

import pytest

from model.history.linked_data import PREFIXES, is_stated
from model.vocabulary.record import Choice, Record, Relationship
from model.vocabulary.types import NODES, PARTIES, TYPES, targets_of
from queries.server.catalogue import find_query
from tools.query_texts import RECORDS_FOLDER, generate_texts
from tools.reference import generate_pages

ALL = list(TYPES.values())


def each_column() -> list[tuple[type[Record], str]]:
    return [(type_, name) for type_ in ALL for name in type_.columns()]


@pytest.mark.parametrize("type_", ALL)
def test_no_two_fields_state_the_same(type_: type[Record]) -> None:
    said = [(column.about.rdf, column.language) for column in type_.columns().values() if is_stated(column)]
    assert [twice for twice, n in Counter(said).items() if n > 1] == []


@pytest.mark.parametrize("type_", ALL)
def test_no_two_fields_have_the_same_heading(type_: type[Record]) -> None:
    for language in ("sv", "en"):
        headings = [column.about.heading.in_(language).casefold() for column in type_.columns().values()]
        assert len(headings) == len(set(headings))


def test_no_two_types_have_the_same_name_or_words() -> None:
    for names in ([t.label for t in ALL], [t.reads.sv for t in ALL], [t.reads.en for t in ALL], [t.stem() for t in ALL]):
        assert len(names) == len(set(names))


def test_every_reference_leads_to_a_type() -> None:
    for type_ in ALL:
        for ref in type_.references().values():
            assert targets_of(ref)
            assert ref.reading.sv
            assert ref.reading.en


def test_an_edge_reads_the_same_wherever_it_stands() -> None:
    """An edge name has one reading in each direction, wherever it is declared."""
    readings: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for type_ in NODES:
        for field, ref in type_.references().items():
            readings.setdefault((ref.edge, field), set()).add((ref.reading.sv, ref.reading.en))
    assert [edge for edge, said in readings.items() if len(said) > 1] == []


def test_relationships_have_their_edge_at_both_ends() -> None:
    for type_ in ALL:
        if issubclass(type_, Relationship):
            assert {type_.references()[end].edge for end in ("source", "target")} == {type_.edge}


def test_every_term_has_a_known_prefix() -> None:
    terms = [type_.rdf for type_ in ALL] + [type_.columns()[name].about.rdf for type_, name in each_column()]
    assert {term.split(":")[0] for term in terms} <= set(PREFIXES)


def test_enumerations_have_a_word_for_every_code() -> None:
    for choice in Choice.__subclasses__():
        words = [member.term.sv for member in choice] + [member.term.en for member in choice]
        assert all(words)
        assert [choice.of(member.value) for member in choice] == list(choice)


def test_parties_are_actors_forums_and_functions() -> None:
    assert [type_.label for type_ in PARTIES] == ["Actor", "Forum", "Function"]


def test_generated_queries_are_fresh() -> None:
    """Run `make generate` after a change of the vocabulary."""
    on_disk = {path: path.read_text(encoding="utf-8") for path in RECORDS_FOLDER.rglob("*.cypher")}
    assert on_disk == generate_texts()


def test_every_type_is_constrained_in_the_schema() -> None:
    schema = find_query("records/schema").text
    for type_ in NODES:
        assert f"FOR (n:{type_.label}) REQUIRE n.id IS UNIQUE" in schema


def test_generated_reference_is_fresh() -> None:
    """Run `make generate` after a change of the vocabulary."""
    for path, text in generate_pages().items():
        assert path.read_text(encoding="utf-8") == text


def test_json_schema_describes_every_type() -> None:
    schema = json.loads((Path(__file__).parents[3] / "docs/reference/landscape.schema.json").read_text(encoding="utf-8"))
    assert set(schema["properties"]) == {type_.stem() for type_ in ALL} | {"landskap", "journal", "content"}
