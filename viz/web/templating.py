"""The templates of pages and the data in them. Everything is escaped; messages come from the catalogue of the page's language."""

import hashlib
import json
import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from model.language import DATA_LANGUAGE, Language, PluralText, Text, localize_value

VIZ_FOLDER = Path(__file__).parent.parent
CODE = re.compile("`([^`]+)`")


@cache
def build_environment(language: Language) -> Environment:
    """Return the templates in one language.

    In them `_("message", name=value)` translates a message, `ngettext("{n} way", "{n} ways", n=2)` one about `n` things.
    `say` returns a term or text in the language, and any other value unchanged. `quote` does so, too, and marks the language of
    free text in it.
    """
    environment = Environment(loader=FileSystemLoader(VIZ_FOLDER / "templates"), autoescape=True, undefined=StrictUndefined)
    environment.globals["_"] = lambda message, **values: Text(message, **values).in_(language)
    environment.globals["ngettext"] = lambda one, many, **values: PluralText(one, many, **values).in_(language)
    environment.globals["say"] = lambda value: localize_value(value, language)
    environment.globals["quote"] = lambda value, quoted: mark_quoted(localize_value(value, language), quoted, language)
    environment.globals["language"] = language
    environment.filters["code"] = mark_code
    return environment


def mark_quoted(words: str, quoted: str | None, language: Language) -> Markup:
    """Return words of a page in `language` with the free text that they quote marked as of the language of the landscape."""
    if not quoted or language == DATA_LANGUAGE:
        return escape(words)
    before, found, after = words.partition(quoted)
    marked = Markup('<span lang="{}">{}</span>').format(DATA_LANGUAGE, found) if found else ""
    return Markup("{}{}{}").format(before, marked, after)


def mark_code(text: str) -> Markup:
    """Return a text with what stands in backticks as code."""
    return Markup(CODE.sub(r"<code>\1</code>", str(escape(text))))  # noqa: S704  # escaped before the elements are added


def inline_source(text: str) -> Markup:
    """Return one of our scripts or styles for a page. Raises ValueError if it holds the end tag of its own element."""
    if any(end in text.casefold() for end in ("</script", "</style")):
        raise ValueError("a script or style of ours ends its own element")
    return Markup(text)  # noqa: S704  # our own files, checked above


def embed_json(value: Any) -> Markup:
    """Return `value` as JSON for a script element: no character in it can end the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return Markup(text)  # noqa: S704  # what could be markup was escaped just above


def pack_records(records: Mapping[str, Mapping[str, Any]], fields: Sequence[str]) -> dict[str, Any]:
    """Return records with many equal values in a short form, which `viz/static/state.js` unpacks.

    It holds the names of the fields, each different value once, and by a record's id the place of each of its values.
    """
    places: dict[str, int] = {}
    values: list[Any] = []
    rows: dict[str, list[int]] = {}
    for id_, record in records.items():
        row = rows[id_] = []
        for field in fields:
            key = json.dumps(record[field], ensure_ascii=False)
            if key not in places:
                places[key] = len(values)
                values.append(record[field])
            row.append(places[key])
    return {"fields": fields, "values": values, "rows": rows}


def hash_source(text: str) -> str:
    """Return the name of an inline script or style in a content security policy."""
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
