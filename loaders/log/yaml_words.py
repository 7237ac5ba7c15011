"""Lines of YAML with their comments, made of words that may be anything."""

import json
import re

from model.language import Language, Text

PLAIN_SCALAR = re.compile(r"[^\W\d_][\w -]*[^\W_]")
YAML_LITERALS = frozenset({"null", "true", "false"})
UNPRINTABLE = re.compile(r"[^\S ]|[\x7f-\xa0]")
YamlComment = Text | str
YamlLine = tuple[str, YamlComment]
"""A line of YAML, and the comment after it."""


def format_yaml_line(line: YamlLine, language: Language) -> str:
    """A line in `language`: YAML with its comment, or one of them."""
    yaml, about = line
    comment = about if isinstance(about, str) else about.in_(language)
    return f"{yaml}  # {_clean(comment)}" if yaml and comment else f"# {_clean(comment)}" if comment else yaml


def _clean(text: str) -> str:
    """Text that stays on its line and shows what it is."""
    return UNPRINTABLE.sub(" ", "".join(char if char.isprintable() else " " for char in text))


def quote_scalar(text: str) -> str:
    """Text as YAML, plain where it can be."""
    if PLAIN_SCALAR.fullmatch(text) and text.isprintable() and text.casefold() not in YAML_LITERALS:
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(char if char.isprintable() else f"\\U{ord(char):08x}" for char in quoted)
