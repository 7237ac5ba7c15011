"""Distinctions between namesakes: their organisation, place or kind, or else their id."""

from model.language import Term
from model.text.describe import describe_record
from model.vocabulary.forums import Seat
from model.vocabulary.namesakes import find_distinctions
from model.vocabulary.registers import Place, PlaceKind
from tests.landscapes import EVIDENCE, actor, flow, forum, landscape, seat

PLACES = [Place(id=id_, name=id_.capitalize(), kind=PlaceKind.MUNICIPALITY, evidence=EVIDENCE) for id_ in ("flen", "gnesta")]
COUNCILS = [forum("hamnradet"), forum("sjofartsradet", short_name="Sjöfarten")]


HERE = landscape(
    *COUNCILS, *PLACES, actor("varvet"),
    *(forum(f"{of}-au", name="Arbetsutskottet", part_of=of) for of in ("hamnradet", "sjofartsradet")),
    *(actor(f"skola-{place}", name="Skolan", place=place) for place in ("flen", "gnesta")), actor("skola-regional", name="skolan", level="regional"),
    *(actor(f"lika-{n}", name="Lika") for n in (1, 2)),
    actor("flen-1", name="Flen", place="flen"), actor("flen-2", name="Flen", valid_to="2025-12-31"),
    seat("hamnradet", "hamnradet-au"), flow("varvet", "sjofartsradet-au"),
)  # fmt: skip


def test_only_namesakes_are_told_apart_by_the_plainest_that_does() -> None:
    assert {id_: word.sv for id_, word in HERE.distinctions().items()} == {
        "hamnradet-au": "Hamnradet", "sjofartsradet-au": "Sjöfarten",
        "skola-flen": "Flen", "skola-gnesta": "Gnesta", "skola-regional": "Regional",
        "lika-1": "lika-1", "lika-2": "lika-2",
        "flen-1": "flen-1", "flen-2": "–2025-12-31",
    }  # fmt: skip


def test_namesakes_in_one_language_are_namesakes() -> None:
    here = landscape(forum("a", area="gron", name_en="Board"), forum("b", area="gul", name_en="Board"))
    assert {id_: word.en for id_, word in here.distinctions().items()} == {"a": "Grönt", "b": "Gult"}


def test_what_is_told_names_them_so() -> None:
    assert (
        describe_record(HERE.of(Seat)["hamnradet-hamnradet-au"], HERE).in_("sv")
        == "Arbetsutskottet (Hamnradet) i Hamnradet (ledamot)"
    )
    assert (
        describe_record(flow("varvet", "sjofartsradet-au"), HERE).in_("sv") == "Varvet föder Arbetsutskottet (Sjöfarten) (behov)"
    )


def test_what_is_not_at_hand_is_called_by_its_id() -> None:
    called = {id_: Term("Arbetsutskottet", "Arbetsutskottet") for id_ in ("hamnradet-au", "sjofartsradet-au", "okant")}
    assert {id_: word.sv for id_, word in find_distinctions(called, HERE.without(COUNCILS)).items()} == {
        "hamnradet-au": "hamnradet", "sjofartsradet-au": "sjofartsradet", "okant": "okant",
    }  # fmt: skip
