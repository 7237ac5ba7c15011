"""Likely duplicates with their reasons, and pairs that are none."""

import pytest

from model.text.likeness import NameIndex, find_likely_pairs
from model.vocabulary.actors import Actor, Function
from model.vocabulary.contents import Contents
from model.vocabulary.forums import Forum
from model.vocabulary.record import Record
from tests.landscapes import actor, forum


def find_likeness(one: Record, two: Record) -> list[tuple[int, str]]:
    return [(found.score, found.why.in_("en")) for found in NameIndex([two]).find_similar(one)]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Varvet AB", "VARVET Aktiebolag"),
        ("Eskilstuna kommun", "Kommunen i Eskilstuna"),
        ("Eskilstuna kommun, Vuxenförvaltningen", "Vuxenförvaltningen i Eskilstuna"),
        ("Nyköpings kommun", "Nyköping"),
        ("Företagarna Flen ek. för.", "Företagarna i Flen, ekonomisk förening"),
        ("Stiftelsen Hjälp", "hjälp (ideell förening)"),
        ("Arbetsförmedlingen", "Arbetsförmedlngen"),
    ],
)
def test_alike(one: str, two: str) -> None:
    assert find_likeness(actor("a", name=one), actor("b", name=two))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Eskilstuna kommun", "Nyköpings kommun"),
        ("Alvesta kommun", "Avesta kommun"),
        ("Karlskoga kommun", "Karlskrona kommun"),
        ("Håbo kommun", "Habo kommun"),
        ("Eskilstuna kommun", "Eskilstuna kommun, Vuxenförvaltningen"),
        ("Lokal kompetensverkstad Flen", "Lokal kompetensverkstad Trosa"),
        ("Aktör 100", "Aktör 101"),
    ],
)
def test_not_alike(one: str, two: str) -> None:
    assert not find_likeness(actor("a", name=one), actor("b", name=two))


def test_why_and_how_likely() -> None:
    number = "556000-0167"
    same = actor("a", name="Ett", organisation_number=number)
    assert find_likeness(same, actor("b", name="Två", organisation_number=number)) == [
        (100, f"the same organisation number, {number}")
    ]
    alias = actor("b", name="Tvåan", aliases=("Alfa AB",))
    assert find_likeness(actor("a", name="Alfa"), alias) == [
        (95, "'Alfa' and 'Alfa AB': the same but for case, legal form, small words or their order")
    ]
    assert find_likeness(actor("a", name="SKR"), actor("b", name="Sveriges Kommuner och Regioner")) == [
        (80, "'SKR' and 'Sveriges Kommuner och Regioner': one has the initials of the other")
    ]


def test_what_tells_two_apart() -> None:
    assert not find_likeness(actor("a", name="A", place="flen"), actor("b", name="A", place="trosa"))
    assert not find_likeness(actor("a", name="A", resulted_from=("b",)), actor("b", name="A"))
    assert not find_likeness(actor("a", name="A"), forum("b", name="A"))


def test_nothing_in_sormland_is_thought_to_be_twice(with_examples: Contents) -> None:
    for type_ in (Actor, Forum, Function):
        found = [(pair.one.id, pair.two.id, pair.why.in_("sv")) for pair in find_likely_pairs(with_examples.of(type_).values())]
        assert found == []


def test_committees_of_different_councils_are_two() -> None:
    one, two = (forum(f"{of}-au", name="Arbetsutskottet", part_of=of) for of in ("hamnradet", "sjofartsradet"))
    assert not find_likeness(one, two)
    assert find_likeness(one, forum("au", name="Arbetsutskottet", part_of="hamnradet"))
    assert find_likeness(one, forum("au", name="Arbetsutskottet"))
    number = "556000-0167"
    assert find_likeness(*(actor(id_, name="A", part_of=f"{id_}-1", organisation_number=number) for id_ in ("a", "b")))
