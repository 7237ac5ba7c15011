"""The formal document of a revision as one accessible HTML file, from the content that the PDF has too."""

from base64 import b64encode
from collections.abc import Mapping
from typing import Any

from model.language import Language, Text
from viz.web.templating import build_environment


def render_document(data: Mapping[str, Any], pictures: Mapping[str, str], language: Language) -> str:
    """Return the document with its content `data` and its pictures (SVG) by their files. It asks for nothing outside itself."""
    how = Text("Get the data of the revision, landscape.nq, and compute it anew:").in_(language)
    template = build_environment(language).get_template("document.html.j2")
    shown = {file: _embed(svg) for file, svg in pictures.items()}
    return template.render(data=data, pictures=shown, qr=_embed(data["page"]["qr"]), how=how)


def _embed(picture: str) -> str:
    return f"data:image/svg+xml;base64,{b64encode(picture.encode()).decode()}"
