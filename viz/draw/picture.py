"""The map of a landscape as a picture, in one step."""

from model.language import Language
from model.vocabulary.contents import Contents
from viz.draw.svg import draw_svg
from viz.layout.lay_out import lay_out_view
from viz.view.view import build_view


def draw_map(contents: Contents, on: str, language: Language) -> str:
    """The map of what holds on a day (ISO date), as an SVG document."""
    view = build_view(contents.on(on), on, language)
    return draw_svg(view, lay_out_view(view), language)
