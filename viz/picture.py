"""The map of a landscape as a picture, in one step."""

from model.contents import Contents
from model.language import Language
from viz.layout import lay_out
from viz.svg import svg_of
from viz.view import view_of


def map_svg(contents: Contents, on: str, language: Language) -> str:
    """The map of what holds on a day (ISO date), as an SVG document."""
    view = view_of(contents.on(on), on, language)
    return svg_of(view, lay_out(view), language)
