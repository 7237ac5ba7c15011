"""The document is valid by veraPDF, has the same bytes each time, and agrees with its revision."""

import hashlib
import subprocess
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import pypdf
import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from model.changes.operations import diff_records
from model.errors import InputError
from model.history.linked_data import fingerprint_of, read_quads, serialize_quads
from model.history.revisions import Revision
from model.vocabulary.assignment_state import derive_assignments
from model.vocabulary.contents import Contents
from model.vocabulary.decisions import StepKind
from model.vocabulary.types import TYPES
from tests.conftest import limit_examples
from tests.java_tools import build_classpath
from tests.landscapes import actor, assignment, decision, flow, landscape, step
from viz.document import typesetting
from viz.document.attachments import list_attachments
from viz.document.document import build_pdf
from viz.document.printable import find_lacking, find_unprintable, write_out
from viz.document.typesetting import find_refused

SWEDISH = Path(__file__).parents[3] / "model" / "locale" / "sv" / "LC_MESSAGES" / "landskap.po"
VALIDATOR = Path(__file__).parents[2] / "pdf_validator"


def document(contents: Contents, before: Contents | None = None, number: int = 1, language: str = "sv") -> bytes:
    quads = serialize_quads(contents)
    previous = revision(number - 1, before) if before else None
    stated = read_quads(quads)
    older = read_quads(serialize_quads(before)) if before else Contents()
    both = (previous, revision(number, contents, previous))
    changes = diff_records(older, stated)
    return build_pdf(both, quads, derive_assignments(stated), changes, older, language)  # type: ignore[arg-type]  # a parameter of the tests


def revision(number: int, contents: Contents, previous: Revision | None = None) -> Revision:
    frozen = fingerprint_of(serialize_quads(contents))
    before = previous.hash if previous else None
    return Revision(number, "2026-11-24T10:00:00Z", "regional samordnare", "Första utgåvan", frozen, before)


def pages_of(pdf: bytes, tmp_path: Path) -> list[str]:
    path = tmp_path / "d.pdf"
    path.write_bytes(pdf)
    return [page.extract_text() for page in pypdf.PdfReader(path).pages]


def text_of(pdf: bytes, tmp_path: Path) -> str:
    return "\n".join(pages_of(pdf, tmp_path))


@pytest.fixture(scope="module")
def pdf(with_examples: Contents) -> bytes:
    """Return the document of Sörmland with its examples."""
    return document(with_examples)


@pytest.mark.slow
def test_verapdf_finds_it_pdf_a_3a_and_pdf_ua_1(pdf: bytes, tmp_path: Path) -> None:
    validate(pdf, tmp_path)


def validate(pdf: bytes, tmp_path: Path) -> None:
    path = tmp_path / "d.pdf"
    path.write_bytes(pdf)
    command = ["java", "-cp", build_classpath(VALIDATOR), "Validate", str(path), "3a", "ua1"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    lines = done.stdout.splitlines()
    assert [line.split()[:2] for line in lines] == [["3a", "true"], ["ua1", "true"]], done.stdout
    assert all(int(line.split()[2]) > 300 for line in lines)


def test_the_same_revision_is_the_same_bytes(pdf: bytes, with_examples: Contents) -> None:
    assert document(with_examples) == pdf


def test_it_says_what_the_revision_is(pdf: bytes, with_examples: Contents, tmp_path: Path) -> None:
    text = " ".join(text_of(pdf, tmp_path).split())
    for said in (
        "Landskapskarta för",
        "UTKAST – EXEMPEL",
        "regional samordnare",
        "Region Sörmland",
        "Jan Lindoff",
        "Första utgåvan",
    ):
        assert said in text
    assert fingerprint_of(serialize_quads(with_examples)) in text.replace(" ", "")
    assert "Detta är den första revisionen" in text
    for name in ("Kronfågel", "Samordningsförbundet RAR i Sörmland", "Branschforum Transport", "Informatör"):
        assert name in text


def test_the_frozen_landscape_is_attached(pdf: bytes, with_examples: Contents, tmp_path: Path) -> None:
    path = tmp_path / "d.pdf"
    path.write_bytes(pdf)
    attached = {name: content for name, (content,) in pypdf.PdfReader(path).attachments.items()}
    published = revision(1, with_examples)
    assert attached == {file.name: file.content for file in list_attachments(published, serialize_quads(with_examples))}
    assert hashlib.sha256(attached["manifest.json"]).hexdigest() == published.hash
    assert attached["SHA256SUMS"].decode().split()[::2] == [published.fingerprint, published.hash]


def test_what_changed_is_told(tmp_path: Path) -> None:
    text = text_of(document(landscape(actor("a"), actor("b")), landscape(actor("a")), 2), tmp_path)
    assert "Nytt (aktör): B" in text


def test_it_names_the_revision_before_as_that_names_itself(tmp_path: Path) -> None:
    first, second = landscape(actor("a")), landscape(actor("a"), actor("b"))
    shown = text_of(document(first), tmp_path)
    pdf = "".join(text_of(document(second, first, 2), tmp_path).split())
    assert fingerprint_of(serialize_quads(first)) in "".join(shown.split())
    assert fingerprint_of(serialize_quads(first)) in pdf
    assert revision(1, first).hash not in pdf


def test_a_row_stays_on_one_page(tmp_path: Path) -> None:
    doubts = {f"a{n}": " ".join([f"först{n}", *["ord"] * (20 + n % 7), f"sist{n}"]) for n in range(100, 160)}
    contents = landscape(*(actor(id_, certainty="uncertain", certainty_reason=reason) for id_, reason in doubts.items()))
    registers = pages_of(document(contents), tmp_path)[3:]
    for page in registers:
        words = page.split()
        assert [word[5:] for word in words if word.startswith("först")] == [
            word[4:].rstrip(";") for word in words if word.startswith("sist")
        ]


def test_a_text_longer_than_a_page_is_all_there(tmp_path: Path) -> None:
    reason = " ".join(f"ord{n}" for n in range(500))
    text = text_of(document(landscape(actor("a", certainty="uncertain", certainty_reason=reason))), tmp_path)
    assert "ord499" in text


def test_text_of_users_is_never_typst(tmp_path: Path) -> None:
    name = '#read("/etc/passwd") *fet* $x$ <etikett> @ref \\ "'
    text = text_of(document(landscape(actor("a", name=name))), tmp_path)
    assert '#read("/etc/passwd")' in text.replace("\n", "")


def test_an_empty_landscape_has_a_document_too(tmp_path: Path) -> None:
    assert "Inget finns antecknat" in text_of(document(Contents()), tmp_path)


def test_english(with_examples: Contents, tmp_path: Path) -> None:
    assert "DRAFT – CONTAINS EXAMPLE DATA" in text_of(document(with_examples, language="en"), tmp_path)


UNSHOWN = {"✅": "[U+2705]", "🌴": "[U+1F334]", "東": "[U+6771]", "ไ": "[U+0E44]"}
"""Characters that the font lacks, and their form in the document."""


@pytest.mark.parametrize("character", UNSHOWN)
def test_what_the_font_lacks_is_written_out(character: str, tmp_path: Path) -> None:
    contents = landscape(actor("a", name=f"Palm {character} strand"), actor("b", description=f"se {character}"))
    said = text_of(document(contents, landscape(actor("a", name=f"Före {character}")), 2), tmp_path)
    assert f"Palm {UNSHOWN[character]} strand" in said
    assert f"Före {UNSHOWN[character]}" in said  # the revision after a corrected one tells the old name


def test_a_document_is_made_of_any_text(tmp_path: Path) -> None:
    every = [chr(code) for code in range(0x20, 0x3100) if not 0x7F <= code < 0xA0]
    runs = [f"{n} {''.join(every[n : n + 200])} x" for n in range(0, len(every), 200)]
    contents = landscape(*(actor(f"a{n}", name=run) for n, run in enumerate(runs)))
    assert "[U+0E01]" in text_of(document(contents), tmp_path)


def test_a_broken_up_name_is_composed_and_marks_without_width_are_left_out(tmp_path: Path) -> None:
    contents = landscape(actor("a", name="Sjo\u0308fartsskolan"), actor("b", name="Hjärta\u200d\ufe0f"))
    assert find_lacking("Sjo\u0308fartsskolan") == find_lacking("Hjärta\u200d\ufe0f") == ""
    said = text_of(document(contents), tmp_path)
    assert "Sjöfartsskolan" in said
    assert "[U+" not in said


APART = (
    "Ab\u1eb9\u0301",
    "ü\u0308ber",
    "é\u0301",
    "q\u0301",
    "ẹ\u0300",
    "ọ\u0301",
    "ė\u0301",
    "ɛ\u0303",
    "ä\u0308\u0308\u0308",
    "ñ\u0303",
)
"""Letters with accents that Unicode cannot compose with them."""


@pytest.mark.parametrize("name", APART)
def test_an_accent_that_cannot_be_composed_is_written_out_whatever_else_is_there(name: str, tmp_path: Path) -> None:
    alone = text_of(document(landscape(actor("a", name=name))), tmp_path)
    assert write_out(name) in alone
    assert write_out(name).count("[U+03") == sum(map(bool, map(unicodedata.combining, unicodedata.normalize("NFC", name))))
    beside = landscape(actor("a", name=name), actor("b", name="\u0301\u0308\u0303 för sig"))
    assert write_out(name) in text_of(document(beside), tmp_path)


@pytest.mark.slow
def test_verapdf_finds_letters_with_any_accents_right(tmp_path: Path) -> None:
    letters = "AEIOUYaeiouyåäöüéñqxnmėɛ"
    names = ["".join(letter + chr(mark) for letter in letters) for mark in (*range(0x300, 0x30A), 0x323, 0x328, 0x20DD)]
    validate(document(landscape(*(actor(f"a{n}", name=name) for n, name in enumerate(names)))), tmp_path)


MARKED = st.text(
    st.sampled_from([chr(code) for code in (*range(0x41, 0x180), *range(0x300, 0x370), 0x1EB9, 0x20DD, 0x200D)]), min_size=1
)


@limit_examples(60)
@given(st.lists(MARKED.filter(lambda name: bool(name.strip())), min_size=1, max_size=5))
def test_a_document_is_made_of_any_letters_with_any_accents(names: list[str]) -> None:
    records = [actor(f"a{n}", name=name, description=name[::-1]) for n, name in enumerate(names)]
    assert document(landscape(*records))
    assert list(find_refused(records)) == []


def test_words_that_the_typesetter_refuses_are_named_with_their_records_and_fields(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "write_out", str)
    records = [actor("a", name="Öbo ẹ\u0300 är"), actor("b", aliases=("Åbo", "ñ\u0303o")), actor("c", name="Älvsjö")]
    assert [(item.record.id, item.field, item.characters) for item in find_refused(records)] == [
        ("a", "name", "ẹ\u0300"),
        ("b", "aliases", "ñ\u0303o"),
    ]
    monkeypatch.setattr("viz.document.document.make_printable", lambda contents: contents)
    with pytest.raises(InputError, match=r"because of this text: a, Name \(Swedish\): ẹ\u0300") as refused:
        document(landscape(records[0]))
    assert "landskap set ID FIELD TEXT" in str(refused.value.way_out)


def test_what_the_document_writes_out_is_told_with_its_record_and_field() -> None:
    found = find_unprintable(landscape(actor("a", name="Palm 🌴"), actor("b", aliases=("東京", "Tokyo")), actor("c")))
    assert [(item.record.id, item.field, item.characters) for item in found] == [("a", "name", "🌴"), ("b", "aliases", "京東")]


def test_what_has_ended_stands_apart_from_what_holds(tmp_path: Path) -> None:
    contents = landscape(
        actor("gammal", name="Gamla rådet", valid_to="2011-12-31"),
        actor("ny", name="Nya rådet"),
        flow("gammal", "ny"),
    )
    said = " ".join(text_of(document(contents), tmp_path).split())
    held, _, ended = said.partition("Upphört eller ännu inte börjat Parter")
    assert "Nya rådet" in held
    assert "Gamla rådet" not in held
    assert "Gamla rådet gäller till 2011-12-31" in ended
    assert "Gamla rådet föder Nya rådet" in ended


WORKBOOK_SIGNS = str.maketrans("●◆○◇✕", "xxxxx")
"""Signs that only workbooks show, which have fonts of their own."""


def test_our_own_messages_need_no_other_font() -> None:
    with SWEDISH.open(encoding="utf-8") as file:
        said = [text for message in read_po(file) for both in (message.id, message.string) for text in list_text(both)]
    headings = [column.about.heading for type_ in TYPES.values() for column in type_.columns().values()]
    said += [heading.in_(language) for heading in headings for language in ("sv", "en")]
    assert len(said) > 1000
    lacked = {text for text in said if write_out(text.translate(WORKBOOK_SIGNS)) != text.translate(WORKBOOK_SIGNS)}
    assert {text for text in lacked if "→" not in text} == set()  # arrows are used only at the terminal and on pages


def list_text(both: str | Iterable[str] | None) -> list[str]:
    return [both] if isinstance(both, str) else list(both or ())


def test_every_kind_of_change_is_told_in_what_the_font_has(tmp_path: Path) -> None:
    said = {"description": "Ny beskrivning", "valid_to": "2026-10-31"}
    taken = step("u", StepKind.TAKEN, "2026-01-02")
    before = landscape(
        actor("a"), actor("b"), actor("c"), actor("d"), flow("a", "b"), *decision("beslut", assignment("u", "beslut", "a"))
    )
    after = before.without([actor("d")]).with_(
        [
            actor("a", description="Ny"),
            actor("b", valid_to="2026-11-30"),
            actor("c", **said),
            taken,
            *decision("nytt", assignment("v", "nytt", "a")),
        ]
    )
    text = " ".join(text_of(document(after, before, 2), tmp_path).split())
    for sentence in (
        "Ändrat (aktör): A – Beskrivning: från – till Ny",
        "Ändrat (aktör): B – Gäller till: från – till 2026-11-30",
        "Avslutat den 2026-10-31 (aktör): C",
        "Nytt (uppdrag): Nytt (till A)",
        "Borttaget (aktör): D",
    ):
        assert sentence in text
    assert "[U+" not in text
    assert "->" not in text


PASTED = {
    "hög\u2011risk": "hög-risk",
    "\ufb01nans": "finans",
    "≥ 5": ">= 5",
    "\uf0b7 punkt": "• punkt",
    "A → B": "A -> B",
    "5\u202f000": "5 000",
}
"""Characters pasted from Word and PDFs, and their form in the document."""


def test_what_word_pastes_is_shown_by_what_means_the_same(tmp_path: Path) -> None:
    assert {text: write_out(text) for text in PASTED} == PASTED
    contents = landscape(*(actor(f"a{n}", name=text) for n, text in enumerate(PASTED)))
    assert list(find_unprintable(contents)) == []
    assert "[U+" not in text_of(document(contents), tmp_path)
    assert write_out("10⁵") == "10[U+2075]"  # not 105


def test_a_flow_whose_end_has_ended_says_so(tmp_path: Path) -> None:
    there = actor("gammal", valid_to="2011-12-31"), actor("ny"), actor("sen", valid_from="2027-01-01")
    said = " ".join(text_of(document(landscape(*there, flow("gammal", "ny"), flow("ny", "sen"))), tmp_path).split())
    assert "en ände har upphört: Gammal, 2011-12-31" in said
    assert "en ände har inte börjat: Sen, 2027-01-01" in said


def test_the_title_page_says_what_an_approval_will_give(pdf: bytes, tmp_path: Path) -> None:
    said = " ".join(pages_of(pdf, tmp_path)[0].split())
    for field in (
        "Diarienummer ges vid fastställandet",
        "Beslut inte fattat",
        "Fastställd av inte fastställd",
        "Nästa översyn ges vid fastställandet",
    ):
        assert field in said


def test_programs_are_told_title_with_revision_subject_keywords_and_owner(pdf: bytes, tmp_path: Path) -> None:
    (tmp_path / "d.pdf").write_bytes(pdf)
    told = pypdf.PdfReader(tmp_path / "d.pdf").metadata
    assert told
    assert told.title == "Landskapskarta för kompetensförsörjningen i Sörmland. Revision 1, per 2026-11-24"
    assert str(told.subject).startswith("Formellt kartdokument, revision 1 per 2026-11-24: UTKAST – EXEMPEL")
    assert told.author == "Region Sörmland"
    assert "landskapskarta" in str(told["/Keywords"])
