"""The map of a landscape as a picture, in one step."""

from model.language import Language
from model.vocabulary.contents import Contents
from viz.draw.svg import svg_of
from viz.layout.lay_out import lay_out
from viz.view.view import view_of


def map_svg(contents: Contents, on: str, language: Language) -> str:
    """The map of what holds on a day (ISO date), as an SVG document."""
    view = view_of(contents.on(on), on, language)
    return svg_of(view, lay_out(view), language)
