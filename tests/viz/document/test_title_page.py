"""The title page has the fields of document control, each from its revision, decisions and landscape, and honest without them."""

from pathlib import Path
from typing import Any

from model.history.linked_data import fingerprint_of, serialize_quads
from model.history.manifest import HASH
from model.history.revision_states import DRAFT, RevisionStanding, assess_revisions
from model.history.revisions import Revision
from model.vocabulary.revision_events import RevisionEvent, RevisionState
from tests.landscapes import actor, flow, landscape
from tests.viz.document.test_document import document, pages_of
from viz.document.title_page import build_title_page, draw_qr, group_hash, write_check_file, write_title_page

FIRST = Revision(1, "2026-11-24T10:00:00Z", "regional samordnare", "Första", "ab" * 32, None)
SECOND = Revision(2, "2027-11-24T10:00:00Z", "regional samordnare", "Andra", "cd" * 32, FIRST.hash)


def event(revision: int, state: RevisionState, on: str, **more: Any) -> RevisionEvent:
    return RevisionEvent(id=f"{revision}-{state}-{on}", revision=revision, state=state, on=on, function="regionstyrelsen", **more)


APPROVED = assess_revisions(
    [
        event(1, RevisionState.REVIEWED, "2026-12-01"),
        event(1, RevisionState.APPROVED, "2026-12-15", document=1, review_by="2027-12-15"),
        event(1, RevisionState.REPLACED, "2027-12-20"),
        event(2, RevisionState.REVIEWED, "2027-12-01"),
        event(
            2,
            RevisionState.APPROVED,
            "2027-12-20",
            document=2,
            review_by="2028-12-20",
            paragraph="§ 34",
            case_number="RS 2027-12",
        ),
    ],
    "2028-01-01",
)


def fields_of(standing: RevisionStanding, second: bool = True, language: Any = "sv") -> dict[str, str]:
    contents = landscape(actor("a"), actor("b"), actor("slut", valid_to="2020-01-01"), flow("a", "b"), flow("a", "slut"))
    page = build_title_page((FIRST, SECOND) if second else (None, FIRST), contents, 3, standing)
    written = write_title_page(page, "exempel", language)
    return {field["heading"]: field["value"] for part in ("identity", "validity", "whole") for field in written[part]}


def test_an_approved_revision_says_who_decided_and_what_it_replaces() -> None:
    said = fields_of(APPROVED[2])
    assert (
        said
        | {
            "Dokumentnummer": "2",
            "Diarienummer": "RS 2027-12",
            "Beslut": "§ 34, 2027-12-20",
            "Fastställd av": "regionstyrelsen",
            "Gäller från": "2027-12-20",
            "Gäller till": "den ersätts eller upphävs",
            "Ersätter": "revision 1",
            "Nästa översyn": "2028-12-20",
            "Ändringar": "3 ändringar sedan revision 1",
        }
        == said
    )


def test_one_that_was_replaced_says_until_when_it_held() -> None:
    said = fields_of(APPROVED[1], second=False)
    assert said["Gäller till"] == "2027-12-20, ersatt"
    assert said["Ersätter"] == "ingen: den är den första som fastställs"


def test_a_draft_says_what_its_approval_will_give() -> None:
    said = fields_of(DRAFT)
    assert {said[name] for name in ("Dokumentnummer", "Diarienummer", "Ersätter", "Gäller till", "Nästa översyn")} == {
        "ges vid fastställandet"
    }


def test_only_what_holds_on_the_day_is_counted() -> None:
    assert fields_of(DRAFT)["Omfattar"].startswith("2 aktörer, 0 forum, 0 funktioner, 1 flöde")


def test_the_english_edition_says_which_of_its_texts_are_swedish() -> None:
    page = write_title_page(build_title_page((None, FIRST), landscape(actor("a")), 0, DRAFT), "exempel", "en")
    assert {field["heading"]: field["spoken"] for field in page["whole"]} | {"Note": "sv", "Covers": "en"} == {
        field["heading"]: field["spoken"] for field in page["whole"]
    }


def test_the_first_hash_on_the_page_is_its_own_fingerprint(tmp_path: Path) -> None:
    """So that `landskap verify` finds it among the words and the hash of the revision before."""
    pages = pages_of(document(landscape(actor("b")), landscape(actor("a")), 2), tmp_path)
    found = HASH.search("".join("".join(pages).split()))
    assert found
    assert found[0] == fingerprint_of(serialize_quads(landscape(actor("b"))))


def test_the_qr_code_holds_the_lines_that_coreutils_check() -> None:
    content = write_check_file("exempel", FIRST)
    assert content == f"# exempel revision 1\n{'ab' * 32}  landscape.nq\n"
    assert draw_qr(content) == draw_qr(content)
    assert group_hash("abcdef12") == "abcd ef12"
