"""Every § that Sörmland's rows cite is a section of the source and names the actor it is cited for."""

import os
import re
from collections.abc import Iterable, Mapping

import pytest

from model.vocabulary.actors import Actor
from model.vocabulary.contents import Contents, Party
from model.vocabulary.record import Record
from tests.seed.reference import TEXT, read_sections

LISTED = "bil. 3"
"""The list of contacts: the text has its heading, without the names."""


@pytest.fixture(scope="module")
def source() -> Mapping[str, str]:
    if not TEXT.is_file() and not os.environ.get("CI"):
        pytest.skip(f"the source's text is not at {TEXT}")
    assert TEXT.is_file(), f"CI has the source's text beside the checkout, at {TEXT}: without it no § is checked"
    return read_sections(TEXT.read_text(encoding="utf-8"))


def places(record: Record) -> list[str]:
    return [evidence.split(" ", 1)[1] for evidence in record.evidence]


def find_missing_places(records: Iterable[Record], source: Mapping[str, str]) -> dict[str, list[str]]:
    missing = {record.id: [place for place in places(record) if place not in source] for record in records}
    return {id_: cited for id_, cited in missing.items() if cited}


def test_headings_are_sections_and_numbered_lists_are_not(source: Mapping[str, str]) -> None:
    chapters = {chapter: [place for place in source if place.startswith(f"§{chapter}")] for chapter in range(1, 8)}
    assert {chapter: len(found) for chapter, found in chapters.items()} == {1: 5, 2: 1, 3: 1, 4: 1, 5: 6, 6: 15, 7: 0}
    assert [place for place in source if place.startswith("bil.")] == [f"bil. {number}" for number in range(1, 10)]
    assert source["§6.5.3"].lstrip().startswith("6.5.3. Informatör")


def test_every_section_that_is_cited_is_there(sormland: Contents, source: Mapping[str, str]) -> None:
    assert find_missing_places(sormland, source) == {}


@pytest.mark.parametrize("place", ["§6.4.5", "§7", "§5.2.3", "bil. 10", "figur 3"])
def test_a_section_that_is_not_there_is_found_out(sormland: Contents, source: Mapping[str, str], place: str) -> None:
    komvux = sormland.of(Actor)["komvux"].model_copy(update={"evidence": (f"programforklaring-2020 {place}",)})
    assert find_missing_places([komvux], source) == {"komvux": [place]}


def test_every_party_is_spoken_of_in_a_section_that_it_cites(sormland: Contents, source: Mapping[str, str]) -> None:
    """Look for the beginning of a word of its names, since Swedish inflects them. Actors named only in bilaga 3 are skipped."""
    unsaid = [party.id for party in sormland.parties() if (cited := cited_texts(party, source)) and not is_named(party, cited)]
    assert unsaid == []
    assert len([party for party in sormland.parties() if cited_texts(party, source)]) > 120
    stray = sormland.of(Actor)["vinnova"].model_copy(update={"evidence": ("programforklaring-2020 §6.5.3",)})
    assert not is_named(stray, cited_texts(stray, source))


def cited_texts(party: Party, source: Mapping[str, str]) -> str:
    return plain(" ".join(source[place] for place in places(party) if place != LISTED))


def is_named(party: Party, text: str) -> bool:
    names = " ".join(filter(None, (party.name, party.short_name, *party.aliases)))
    words = re.findall(r"\w{4,}|\b[A-ZÅÄÖ0-9]{2,3}\b", names)
    return any(re.search(rf"\b{plain(word)[:7]}", text) for word in words)


def plain(text: str) -> str:
    """Return the text in lower case, without hyphens at the ends of lines."""
    return re.sub(r"\s+", " ", re.sub(r"-\s*\n\s*", "", text)).casefold()
