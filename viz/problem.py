"""The page that tells an error, with the way out."""

from model.errors import InputError, LandskapError
from model.language import Language
from viz.templating import environment, inline, static


def problem_page(error: LandskapError, language: Language, nonce: str) -> str:
    """The page."""
    problems = [problem.in_(language) for problem in error.problems] if isinstance(error, InputError) else []
    template = environment(language).get_template("problem.html.j2")
    return template.render(error=error, problems=problems, nonce=nonce, style=inline(static("map.css")))
