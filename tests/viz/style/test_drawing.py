"""Page and SVG draw by the same measures, each declared once in the palette."""

import re
from pathlib import Path

from tests.landscapes import actor, landscape
from tests.viz.web.test_page import data_of
from viz.style import palette
from viz.style.static_files import STATIC_FOLDER
from viz.web.page import render_map_file

ROOT = Path(__file__).parents[3]
DRAW_ROOM = ROOT / "viz" / "draw"
ARITHMETIC = {"0", "1", "2", "180"}
"""Numbers that are no measures: in halves, places in a list, degrees."""
MEASURES = r'\b(rx|r|stroke_width|stroke_dasharray|font_weight)="[\d.]'


def read_script(name: str) -> str:
    """Return a script of the page without comments and strings."""
    text = (STATIC_FOLDER / name).read_text(encoding="utf-8")
    return re.sub(r'//.*|"[^"]*"', "", text)


def test_the_script_has_measures_only_for_what_the_page_alone_draws() -> None:
    script = read_script("draw.js")
    own = re.findall(r"^const ([A-Z_]+ = .*);", script, re.MULTILINE)
    assert {name for line in own for name in re.findall(r"\b[A-Z][A-Z_]+\b", line)}.isdisjoint(vars(palette))
    elsewhere = re.sub(r"^const [A-Z_]+ = .*", "", script, flags=re.MULTILINE)
    assert set(re.findall(r"(?<![\w.])\d+(?:\.\d+)?", elsewhere)) <= ARITHMETIC


def test_the_script_has_the_constants_of_the_palette() -> None:
    handed = data_of(render_map_file(landscape(actor("a")), "2026-11-24", "sv"))["palette"]
    used = set(re.findall(r"\bpalette\.([A-Z_]+)", "".join(read_script(path.name) for path in STATIC_FOLDER.glob("*.js"))))
    assert used <= set(handed)
    assert handed["DIVIDER_DASH"] == list(palette.DIVIDER_DASH)
    assert handed["FLOWS"]["order"]["head_stroke"] == 1.5


def test_the_svg_writes_no_measure_of_its_own() -> None:
    for name in ("svg.py", "strokes.py"):
        assert re.findall(MEASURES, (DRAW_ROOM / name).read_text(encoding="utf-8")) == []


def test_files_that_scripts_and_styles_name_exist() -> None:
    for path in (*STATIC_FOLDER.iterdir(), *(STATIC_FOLDER.parent / "templates").rglob("*.j2")):
        named = re.findall(r"(?<![/\w])(?:viz|model|docs|api)/[\w./-]*\w\.\w+", path.read_text(encoding="utf-8"))
        assert [name for name in named if not (ROOT / name).exists()] == [], path.name
