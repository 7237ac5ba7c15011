"""The map as a small picture for another page: boxes without names, and how much stands still at those who decided it.

It is a file of its own with its colours, light or dark as the reader's screen is.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from model.language import Language
from viz.draw.lens_svg import BOTTOM
from viz.draw.markup import draw_rect, element, escape_text, number
from viz.draw.svg import draw_outline
from viz.layout.lay_out import arrange, lay_out_view
from viz.style.geometry import Box, Geometry
from viz.style.typeface import embed_fonts
from viz.view.lens import Lens, LensView

LETTERS = 25.0
"""Px of its letters, of which less than a half is left where it is shown."""
LEFT = 80.0
"""Px beside the map for the names of its rows."""
DIAMOND = 27.0
LIGHT = (
    "text{fill:#4a5866}.ground{fill:#fff}.row{fill:#edf0f4}.box{fill:#fff;stroke:#7d8b99}"
    ".proposed{stroke-dasharray:7 5}.marked{stroke:#1b2733;stroke-width:4}"
    ".green{fill:#e7f4ea;stroke:#2a7d4f}.blue{fill:#e6f0fa;stroke:#2f6cab}.yellow{fill:#fdf5d6;stroke:#8f7000}.still{fill:#9c2f13}.count{fill:#fff}"
)
DARK = (
    "text{fill:#a8b5c2}.ground{fill:#11171e}.row{fill:#1d2731}.box{fill:#11171e;stroke:#7f8e9d}.marked{stroke:#e6ecf2}"
    ".green{fill:#14281c;stroke:#7fd1a0}.blue{fill:#132333;stroke:#8ab8e8}.yellow{fill:#2a2410;stroke:#dcbf55}.still{fill:#ff9e83}.count{fill:#11171e}"
)


def draw_small_map(view: LensView, lens: Lens, language: Language) -> str:
    """Return the map of a lens as a small picture. A diamond counts what the lens's lines from a box count."""
    plain = replace(view.view, lines=())
    geometry = lay_out_view(plain, arrange(plain))
    counts = Counter[str]()
    for line in view.view.lines:
        counts[line.source] += view.lines[line.id].count
    content = [
        element("title", escape_text(f"{plain.title}: {lens.lead}")),
        element("style", f"{embed_fonts()}{LIGHT}@media (prefers-color-scheme: dark){{{DARK}}}"),
        *_draw_parts(geometry, {box.id: box for box in plain.boxes}, view, counts),
    ]
    wide, high = geometry.width + LEFT, geometry.height + BOTTOM
    return element(
        "svg",
        "".join(content),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"{number(-LEFT)} 0 {number(wide)} {number(high)}",
        width=number(wide),
        height=number(high),
        lang=language,
        font_family="'Landskap Sans', 'Open Sans', Arial, sans-serif",
        font_size=number(LETTERS),
    )


def _draw_parts(geometry: Geometry, boxes: Mapping[str, Box], view: LensView, counts: Mapping[str, int]) -> Iterator[str]:
    yield element("rect", x=number(-LEFT), width="100%", height="100%", class_="ground")
    for row in geometry.rows:
        yield draw_rect(row.rect, rx="6", class_="row")
    for panel in geometry.panels:
        yield draw_rect(panel.rect, rx="9", stroke_width="2", class_=panel.colour)
    yield from _draw_names(geometry)
    for placed in geometry.boxes:
        box, marked = boxes[placed.id], placed.id in view.marks
        classes = ["box", *(["proposed"] if box.proposed == box.count else []), *(["marked"] if marked else [])]
        yield draw_outline(box, placed.card, stroke_width="2.5", class_=" ".join(classes))
    for placed in geometry.boxes:
        if count := counts.get(placed.id):
            yield _draw_count(placed.card.middle, count)


def _draw_names(geometry: Geometry) -> Iterator[str]:
    """Yield the first word of each column's and row's name; the two rows of forums share one."""
    for column in geometry.columns:
        word = column.caption.lines[0].split(" ")[0]
        yield element("text", escape_text(word), x=number(column.caption.x), y=number(LETTERS), text_anchor="middle")
    for row in (*geometry.rows, *geometry.forum_rows[:1]):
        word = "".join(row.caption.lines).split(",")[0]
        y = number(row.rect.middle[1] + LETTERS / 3)
        yield element("text", escape_text(word), x=number(-LEFT), y=y)


def _draw_count(middle: tuple[float, float], count: int) -> str:
    x, y = middle
    corners = ((x, y - DIAMOND), (x + DIAMOND, y), (x, y + DIAMOND), (x - DIAMOND, y))
    diamond = element("polygon", points=" ".join(f"{number(a)},{number(b)}" for a, b in corners), class_="still")
    words = {"x": number(x), "y": number(y + LETTERS / 3), "text_anchor": "middle", "font_weight": "600", "class_": "count"}
    return diamond + element("text", str(count), **words)
