"""The page that tells an error, with the way out."""

from model.errors import InputError, LandskapError
from model.language import Language
from viz.templating import environment, inline, source_hash, static

STYLE = "map.css"


def problem_page(error: LandskapError, language: Language) -> str:
    """The page."""
    problems = [problem.in_(language) for problem in error.problems] if isinstance(error, InputError) else []
    template = environment(language).get_template("problem.html.j2")
    return template.render(error=error, problems=problems, style=inline(static(STYLE)))


def problem_style() -> str:
    """What a policy calls the page's style by."""
    return source_hash(static(STYLE))
