"""The page that tells an error, with the way out."""

from collections.abc import Mapping
from urllib.parse import urlencode

from model.errors import InputError, LandskapError
from model.language import Language
from viz.web.parts import TooManyParties
from viz.web.templating import build_environment, hash_source, inline_source, read_static

STYLE_FILE = "map.css"


def render_problem(error: LandskapError, language: Language, asked: Mapping[str, str]) -> str:
    """The page; `asked` is the query of the address that led to it. Where a map is too large it leads on to its parts."""
    problems = [problem.in_(language) for problem in error.problems] if isinstance(error, InputError) else []
    template = build_environment(language).get_template("problem.html.j2")
    narrower = [
        (f"/karta?{urlencode({**asked, part.aspect: part.id})}", part)
        for part in (error.narrower if isinstance(error, TooManyParties) else ())
    ]
    return template.render(error=error, problems=problems, narrower=narrower, style=inline_source(read_static(STYLE_FILE)))


def hash_problem_style() -> str:
    """What a policy calls the page's style by."""
    return hash_source(read_static(STYLE_FILE))
