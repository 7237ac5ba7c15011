"""Every record of a landscape is in the document, alike ones on a line of their own, in a limited number of pages."""

from pathlib import Path

import pypdf
import pytest

from model.changes.operations import diff_records
from model.history.linked_data import read_quads, serialize_quads
from model.history.revisions import Revision
from model.language import Language
from model.vocabulary.assignment_state import derive_assignments
from model.vocabulary.contents import Contents
from model.vocabulary.decisions import StepKind
from tests.landscapes import actor, assignment, decision, flow, landscape, step
from tests.viz.document.test_document import document
from viz.document.change_chapter import write_changes
from viz.document.line_writing import LineWriter
from viz.document.other_chapters import list_chapters
from viz.document.party_chapters import list_party_chapters

DAY = "2026-11-24"


def writer_of(contents: Contents, language: Language = "sv") -> LineWriter:
    return LineWriter(derive_assignments(read_quads(serialize_quads(contents))), DAY, set(), language)


def squeeze(text: str) -> str:
    return "".join(text.replace("\u00ad", "").replace("-", "").split())


@pytest.fixture(scope="module", params=["sv", "en"])
def printed(
    request: pytest.FixtureRequest, with_examples: Contents, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Path]:
    """Return a language and the document of Sörmland with its examples in it."""
    path = tmp_path_factory.mktemp("content") / "d.pdf"
    path.write_bytes(document(with_examples, language=request.param))
    return request.param, path


def test_no_record_is_lost(with_examples: Contents) -> None:
    writer = writer_of(with_examples)
    told = {key for chapter in list_chapters(writer) for key in chapter.covers()}
    assert [record.id for record in writer.contents if (record.label, record.id) not in told] == []


def test_sormland_takes_24_pages_and_its_registers_14(printed: tuple[str, Path]) -> None:
    reader = pypdf.PdfReader(printed[1])
    chapters = [item for item in reader.outline if isinstance(item, pypdf.generic.Destination)]
    starts = [reader.get_destination_page_number(item) or 0 for item in chapters]
    assert len(reader.pages) <= 24
    assert starts[6] - starts[4] + 1 <= 14


def test_what_a_line_says_stands_in_the_document(printed: tuple[str, Path], with_examples: Contents) -> None:
    language, path = printed
    text = squeeze(" ".join(page.extract_text() for page in pypdf.PdfReader(path).pages))
    writer = writer_of(with_examples, language)  # type: ignore[arg-type]  # one of the fixture's languages
    lines = [line for chapter in list_chapters(writer) for entry in chapter.entries for line in entry.lines]
    said = [text.in_(writer.language) for line in lines for text in (line.heading, line.text) if not isinstance(text, str)]
    assert len(lines) > 800
    # A line longer than a column goes on after the page's foot and head.
    assert [line for line in said if squeeze(line[:40]) not in text or squeeze(line[-40:]) not in text] == []
    assert [line for line in said if len(line) <= 600 and squeeze(line) not in text] == []


def test_flows_that_carry_the_same_share_a_line() -> None:
    ends = [actor(id_) for id_ in ("b", "c", "d")]
    writer = writer_of(landscape(actor("a"), *ends, *(flow("a", end.id) for end in ends)))
    lines = [line for chapter in list_party_chapters(writer) for entry in chapter.entries for line in entry.lines]
    (shared,) = (line for line in lines if len(line.covers) == 3)
    assert shared.text.in_("sv").startswith("B, C, D")


def test_what_is_new_or_changed_is_marked() -> None:
    contents = landscape(actor("a"), actor("b"))
    chapters = list_party_chapters(LineWriter(contents, DAY, {("Actor", "b")}, "sv"))
    marked = [
        entry.name.in_("sv") for chapter in chapters for entry in chapter.entries if any(line.changed for line in entry.lines)
    ]
    assert marked == ["B"]


def test_an_assignment_is_told_by_the_letters_of_its_steps() -> None:
    taken, held = (
        step("u", StepKind.TAKEN, "2026-01-02"),
        step("u", StepKind.HELD, "2026-02-03", until="2026-03-04", reason="Vi väntar."),
    )
    contents = landscape(actor("a"), *decision("beslut", assignment("u", "beslut", "a", due="2026-02-01")), taken, held)
    (chapter,) = (chapter for chapter in list_chapters(writer_of(contents)) if chapter.title.in_("sv").startswith("Beslut"))
    told = chapter.entries[1].lines[1].text.in_("sv")
    assert told.startswith("A; ")
    assert "F 2026-01-02 · K – · L – · V – · Å –" in told
    for said in ("2026-02-03", "2026-03-04", "Vi väntar.", "2026-02-01", "ingen ansvarig"):
        assert said in told
    assert chapter.entries[0].lines[0].text.in_("sv") == "1 av 1 uppdrag"
    assert "1 har passerat sitt datum" in chapter.entries[0].lines[-1].text.in_("sv")


def test_changes_are_told_with_what_they_mean() -> None:
    before = landscape(actor("a"), actor("b"), actor("slut", valid_to="2020-01-01"))
    after = before.with_([flow("a", "b"), actor("b", name="Beta"), actor("slut", valid_to="2021-01-01")])
    previous = Revision(1, "2026-11-01T10:00:00Z", "samordnare", "", "0" * 64, None)
    chapter = write_changes(LineWriter(after, DAY, set(), "sv"), previous, before, diff_records(before, after))
    told = {entry.name.in_("sv"): [line.text.in_("sv") for line in entry.lines] for entry in chapter.entries}
    assert told["Vad det betyder"] == ["Beta"]
    assert told["bytte namn"] == ["Bytte namn på aktör: Beta – Namn: från B till Beta"]
    assert [len(told[name]) for name in ("tillkom", "Om det som gäller andra dagar")] == [1, 1]
    first = write_changes(LineWriter(after, DAY, set(), "sv"), None, Contents(), ())
    assert first.entries == ()
