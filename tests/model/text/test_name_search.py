"""Names are found by folded, misspelt, shortened and disordered words; the best comes first."""

import pytest

from model.text.name_search import NamedThing, NameSearch, fold_words

SEARCH = NameSearch(
    NamedThing("party", id_, names)
    for id_, names in {
        "arbetsformedlingen": ("Arbetsförmedlingen", "Swedish Public Employment Service", "AF"),
        "af-utbildare": ("Arbetsförmedlingen som utbildare",),
        "katrineholms-kommun": ("Katrineholms kommun", "Katrineholm"),
        "strangnas-kommun": ("Strängnäs kommun", "Strängnäs"),
        "branschforum-transport": ("Branschforum Transport", "BF Transport"),
        "au-transport": ("Arbetsutskott för branschforum Transport", "AU Transport"),
        "verkstad": ("Lokal kompetensverkstad Eskilstuna",),
        "ikea": ("Ikéa Æblegård Øst",),
        "tomt": ("---",),
    }.items()
)


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("arbetsformedlingen", "arbetsformedlingen"),
        ("Arbetsförmedlngen", "arbetsformedlingen"),
        ("af", "arbetsformedlingen"),
        ("public employment", "arbetsformedlingen"),
        ("katrinholm", "katrineholms-kommun"),
        ("kommun katrineholm", "katrineholms-kommun"),
        ("strangnas", "strangnas-kommun"),
        ("STRÄNGNÄS", "strangnas-kommun"),
        ("transport bransch", "branschforum-transport"),
        ("branchforum transport", "branschforum-transport"),
        ("transport au", "au-transport"),
        ("verkstad eskilstuna", "verkstad"),
        ("lokalkompetensverkstad", "verkstad"),
        ("kompetens verkstad i esklstuna", "verkstad"),
        ("aeblegard ost", "ikea"),
        ("branschforum-transport", "branschforum-transport"),
    ],
)
def test_the_nearest_comes_first(said: str, first: str) -> None:
    assert SEARCH.find(said).hits[0].id == first


def test_only_a_whole_name_is_exact() -> None:
    assert [hit.id for hit in SEARCH.find("arbetsformedlingen").hits if hit.exact] == ["arbetsformedlingen"]
    assert [hit.exact for hit in SEARCH.find("katrineholm").hits] == [True]
    assert not any(hit.exact for hit in SEARCH.find("katrine").hits)


@pytest.mark.parametrize("said", ["", " ", "---", "\N{RIGHT-TO-LEFT OVERRIDE}", "xyzzyxyzzy", "\0", "x" * 10_000])
def test_what_has_no_letters_or_no_likeness_finds_nothing(said: str) -> None:
    assert SEARCH.find(said).count == 0


def test_sorts_choose() -> None:
    assert SEARCH.find("transport", sorts=["decision"]).hits == []
    assert SEARCH.find("transport", sorts=["party"]).count == 2


def test_folding_takes_away_accents_case_and_signs() -> None:
    assert fold_words(" Å-ÄÖ,\tÉ\N{RIGHT-TO-LEFT OVERRIDE}x_ß ") == "a ao ex ss"
