"""The formal document as one HTML file in a real browser: axe finds nothing, in both languages, and it fits a narrow window."""

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from model.vocabulary.contents import Contents
from tests.browser.conftest import Open
from tests.viz.web.test_document_page import page_of


@pytest.mark.parametrize("language", ["sv", "en"])
def test_axe_finds_nothing_and_it_fits(with_examples: Contents, open_page: Open, tmp_path: Path, language: Any) -> None:
    (tmp_path / "document.html").write_text(page_of(with_examples, language), encoding="utf-8")
    for width in (1440, 320):
        page = open_page((tmp_path / "document.html").as_uri(), width)
        results = Axe().run(page)
        assert [violation["id"] for violation in results.response["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
