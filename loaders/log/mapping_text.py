"""The text of a proposed mapping: a YAML document of entries, each with its comment."""

import io
import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import CommentMark
from ruamel.yaml.scalarstring import DoubleQuotedScalarString
from ruamel.yaml.tokens import CommentToken

from model.language import Language, Text

PLAIN_SCALAR = re.compile(r"[^\W\d_][\w -]*[^\W_]")
YAML_LITERALS = frozenset({"null", "true", "false"})
UNPRINTABLE = re.compile(r"[^\S ]|[\x7f-\xa0]")
LONGEST_LINE = 1_000_000
"""Characters after which the writer folds a value: none is that long."""
LONGEST_KEY = 1_000
"""Characters of a key that stands on one line with its value; readers of YAML allow 1,024."""
NEXT_COLUMN = CommentMark(0)
"""Where a comment begins: as near to the value as it can."""


class MappingEntry(NamedTuple):
    """A key of the mapping by its path (`("columns", "case")`), its value and the comment after it.

    Without a path it is a comment on a line of its own.
    """

    path: tuple[str, ...]
    value: Any = None
    comment: Text | str = ""


def format_entries(entries: Iterable[MappingEntry], language: Language) -> str:
    """Return the entries as YAML in their order, with their comments in `language`; None is written as nothing.

    Dictionaries and lists within an entry are written on its line.
    """
    root, remarks = CommentedMap(), list[str]()
    for path, value, about in entries:
        comment = _clean(about if isinstance(about, str) else about.in_(language))
        if not path:
            remarks.append(comment)
            continue
        table = root
        for name in path[:-1]:
            if table.get(name) is None:
                table[name] = CommentedMap()
            table = table[name]
        key = _format_key(path[-1])
        table[key] = _format_value(value)
        if comment:
            table.ca.items[key] = [None, None, CommentToken(f" # {comment}", NEXT_COLUMN), None]
        if remarks:
            table.yaml_set_comment_before_after_key(key, before="\n".join(remarks))
            remarks.clear()
    return _dump(root) + "".join(f"# {remark}\n" for remark in remarks)


def format_key(word: str) -> str:
    """Return a word as a key of YAML: `Okända kontoret:`."""
    return _dump(CommentedMap({_format_key(word): None})).rstrip()


def _format_key(word: str) -> str:
    """Return a word as a scalar on one line: white space does not count in words and headings."""
    return _format_scalar(" ".join(word.split()) or word)


def _format_value(value: Any) -> Any:
    if isinstance(value, Mapping):
        value = CommentedMap({_format_key(key): _format_value(item) for key, item in value.items()})
        value.fa.set_flow_style()
    elif isinstance(value, list):
        value = CommentedSeq(map(_format_value, value))
        value.fa.set_flow_style()
    return _format_scalar(value) if isinstance(value, str) else value


def _format_scalar(text: str) -> str:
    """Return text in quotation marks unless it is plain words."""
    plain = PLAIN_SCALAR.fullmatch(text) and text.isprintable() and text.casefold() not in YAML_LITERALS
    return text if plain else DoubleQuotedScalarString(text)


def _dump(document: CommentedMap) -> str:
    yaml, text = YAML(), io.StringIO()
    yaml.width, yaml.emitter.MAX_SIMPLE_KEY_LENGTH = LONGEST_LINE, LONGEST_KEY
    yaml.dump(document, text)
    # Characters that do not print stand in quotation marks only, where YAML reads their codes.
    return "".join(char if char.isprintable() or char == "\n" else f"\\U{ord(char):08x}" for char in text.getvalue())


def _clean(text: str) -> str:
    """Return text that stays on its line and shows what it is."""
    return UNPRINTABLE.sub(" ", "".join(char if char.isprintable() else " " for char in text))
