"""The formal document as one HTML file holds what the PDF holds, and asks for nothing outside itself."""

import re
from pathlib import Path
from typing import Any

import pytest

from model.history.linked_data import fingerprint_of, serialize_quads
from model.vocabulary.assignment_state import derive_assignments
from model.vocabulary.contents import Contents
from tests.api.web.test_checked_pages import check_files
from tests.landscapes import actor, landscape
from tests.viz.document.test_document import revision
from viz.document.document import build_content
from viz.document.pictures import draw_pictures
from viz.web.document_page import render_document

LANGUAGES: tuple[Any, ...] = ("sv", "en")


def page_of(contents: Contents, language: Any) -> str:
    made = (None, revision(1, contents))
    data = build_content(made, derive_assignments(contents), (), Contents(), language)
    svgs, data["pictures"] = draw_pictures(contents, "2026-11-24", language)
    return render_document(data, svgs, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_all_and_asks_for_nothing(with_examples: Contents, language: Any) -> None:
    page = page_of(with_examples, language)
    for said in ("Kronfågel", "Branschforum Transport", "creativecommons.org", 'lang="sv"'):
        assert said in page
    assert fingerprint_of(serialize_quads(with_examples)) in page.replace(" ", "")
    assert re.findall(r"<script|<link|url\(", page) == []
    assert {address[:5] for address in re.findall(r'(?:src|href)="([^"]*)', page)} <= {
        "data:",
        "#c0",
        *re.findall('"(#[^"]{1,5})', page),
        "#chan",
        "#map",
    }


def test_names_are_never_markup() -> None:
    assert "<b>Fet</b>" not in page_of(landscape(actor("a", name="<b>Fet</b>")), "sv")


def test_the_checker_finds_nothing(with_examples: Contents, tmp_path: Path) -> None:
    for language in LANGUAGES:
        (tmp_path / f"{language}.html").write_text(page_of(with_examples, language), encoding="utf-8")
    assert check_files(tmp_path) == set()
