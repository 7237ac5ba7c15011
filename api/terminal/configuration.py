"""A user's choices: language, graph, and the function in whose name they change the landscape (never a login name).

An option wins over the environment, and the environment over what was saved.
"""

import json
import os
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from platformdirs import user_config_path, user_data_path

from model.errors import NotUnderstood
from model.language import LANGUAGES, Language, Text

APPLICATION = "landskap"
GRAPH_VARIABLE, LANGUAGE_VARIABLE, CONFIGURATION_VARIABLE = "LANDSKAP_GRAPH", "LANDSKAP_LANG", "LANDSKAP_CONFIG"


@dataclass(frozen=True, slots=True)
class Preferences:
    """What is saved between commands: who changes the landscape, and the source that was last cited by hand."""

    who: str | None = None
    source: str | None = None


def configuration_file() -> Path:
    """Return the path of the file with the preferences."""
    chosen = os.environ.get(CONFIGURATION_VARIABLE)
    return Path(chosen) if chosen else user_config_path(APPLICATION) / "landskap.json"


def read_preferences() -> Preferences:
    """Return the saved preferences; empty ones if the file is missing or is not ours."""
    try:
        saved = json.loads(configuration_file().read_text(encoding="utf-8"))
        return Preferences(**{name: str(saved[name]) for name in ("who", "source") if saved.get(name)})
    except (OSError, ValueError, AttributeError):
        return Preferences()


def save_author(who: str) -> None:
    """Save the function in whose name changes are made."""
    _save(replace(read_preferences(), who=who))


def save_source(source: str) -> None:
    """Save the id of the source that was last cited by hand."""
    _save(replace(read_preferences(), source=source))


def _save(preferences: Preferences) -> None:
    path = configuration_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({name: value for name, value in asdict(preferences).items() if value}), encoding="utf-8")


def default_language() -> Language:
    """Return the language of LANDSKAP_LANG, else Swedish. Raises NotUnderstood."""
    return parse_language(os.environ.get(LANGUAGE_VARIABLE, "sv"))


def parse_language(code: str) -> Language:
    """Return the language of that code. Raises NotUnderstood."""
    for known in LANGUAGES:
        if code == known:
            return known
    raise NotUnderstood(Text("unknown language '{said}'", said=code), (), Text("Choose sv or en."))


def default_graph() -> str:
    """Return LANDSKAP_GRAPH, else a folder among the user's data."""
    return os.environ.get(GRAPH_VARIABLE) or str(user_data_path(APPLICATION) / "graph")


def demo_graph() -> str:
    """Return the demo's folder."""
    return str(user_data_path(APPLICATION) / "demo")
