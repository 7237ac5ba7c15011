"""The text that a cell shows for its value by its number format, where all languages and programs show the same.

A format has up to four sections: positive, negative, zero, text. `0000"/2026"` shows 12 as 0012/2026, and `000000-0000` shows
5560125790 as 556012-5790. Decimals, thousands and days are shown by the settings of each reader.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import cache
from types import MappingProxyType

from loaders.workbook.package import parse_part

CellValue = int | float | str | bool | time | date | datetime | timedelta
"""A cell's value from the reader."""
BUILTIN_FORMATS: Mapping[str, str] = MappingProxyType(
    {"0": "General", "1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00", "9": "0%", "10": "0.00%", "11": "0.00E+00",
     "12": "# ?/?", "13": "# ??/??", "14": "yyyy-mm-dd", "17": "mmm-yy", "48": "##0.0E+0", "49": "@"}
)  # fmt: skip
"""Formats that files name by number alone; days (14) follow the settings of each reader."""
OTHER_FORMAT = "d"
"""Stands for the other formats named by number: parts of days, times, amounts."""
DAYS = re.compile(r"yyyy-mm-dd(;@)?")
MONTHS = re.compile(r"(m{2,5}[-/. ]?y{2,4}|y{2,4}[-/. ]?m{2,5})(;@)?")
YEARS = re.compile(r"yyyy(;@)?")
LOCALE_TAG = re.compile(r"\[\$-[^\]]*\]")
FORMAT_PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.'
    r"|\[\$(?P<sign>[^\]-]*)(?:-[^\]]*)?\]|\[(?:Black|Blue|Cyan|Green|Magenta|Red|White|Yellow)\]"
    r"|(?P<general>General|Standard)|(?P<place>[0#?])|(?P<text>@)|(?P<grouped>,)|(?P<literal>[-+ ():!^&'~{}=<>$])|(?P<strange>.)",
    re.DOTALL | re.IGNORECASE,
)
MOST_DIGITS = 10**15
"""Spreadsheets keep no more digits of a number than this has."""


def read_formats(archive: zipfile.ZipFile, styles: str | None) -> tuple[str, ...]:
    """Return the number format of each cell style; `styles` is their part."""
    if styles is None:
        return ("General",)
    root = parse_part(archive, styles)
    own = {item.get("numFmtId", ""): item.get("formatCode", "") for item in root.iterfind("{*}numFmts/{*}numFmt")}
    ids = [item.get("numFmtId", "0") for item in root.iterfind("{*}cellXfs/{*}xf")]
    return tuple(own.get(id_) or BUILTIN_FORMATS.get(id_, OTHER_FORMAT) for id_ in ids) or ("General",)


@cache
def shows_as_is(code: str) -> bool:
    """Return whether a format shows a value just as it is read without one."""
    return code in ("General", "Standard", "@", "") or DAYS.fullmatch(_simplify(code)) is not None


def _simplify(code: str) -> str:
    """Return a format of days without its language, quotes and capitals."""
    return re.sub(r'[\\"]', "", LOCALE_TAG.sub("", code)).lower()


def display_period(value: CellValue, code: str) -> str | None:
    """Return the month or year that a cell shows for its first day, as programs store a typed `2026-06`; else None."""
    if not isinstance(value, date) or value.day != 1:
        return None
    if MONTHS.fullmatch(_simplify(code)):
        return f"{value:%Y-%m}"
    return f"{value:%Y}" if value.month == 1 and YEARS.fullmatch(_simplify(code)) else None


def apply_format(value: CellValue, code: str, plain: str) -> str | None:
    """Return the text that a cell of that format shows: `plain` where the format changes nothing; None where readers differ."""
    if isinstance(value, bool) or value == "":
        return plain
    if isinstance(value, str):
        return _format_text(value, code)
    if not isinstance(value, int | float):
        return plain if shows_as_is(code) else None
    if abs(value) >= MOST_DIGITS:
        return None
    return plain if shows_as_is(code) else _format_number(value, code)


def _format_text(value: str, code: str) -> str | None:
    sections = _split_sections(code)
    section = sections[3] if len(sections) > 3 else next((one for one in sections[:1] if "@" in one), "@")
    return "".join(value if kind == "text" else sign for kind, sign in _split_pieces(section)) if _is_known(section) else None


def _format_number(value: float, code: str) -> str | None:
    sections = _split_sections(code)[:3]
    at = 1 if value < 0 and len(sections) > 1 else 2 if value == 0 and len(sections) > 2 else 0
    sign = "-" if value < 0 and at == 0 else ""
    pieces = list(_split_pieces(sections[at]))
    kinds = {kind for kind, _said in pieces}
    whole = float(value).is_integer()
    if not _is_known(sections[at]) or not kinds & {"place", "general", "text"} or ("place" in kinds and not whole):
        return None
    if "grouped" in kinds and (abs(value) >= 1000 or pieces[-1][0] == "grouped"):
        return None
    digits = str(abs(int(value))) if whole else str(abs(value))
    if "place" in kinds:
        return sign + _fill_places(digits, [piece for piece in pieces if piece[0] != "grouped"])
    return sign + "".join(digits if kind in ("general", "text") else literal for kind, literal in pieces)


def _fill_places(digits: str, pieces: list[tuple[str, str]]) -> str:
    """Return the digits in the places of a format, from the last; the first place takes all that remain."""
    first = next(at for at, (kind, _said) in enumerate(pieces) if kind == "place")
    left, written = digits.lstrip("0"), list[str]()
    for at in range(len(pieces) - 1, -1, -1):
        kind, sign = pieces[at]
        if kind != "place":
            written.append(sign)
        elif at == first:
            written.append(left or {"0": "0", "?": " "}.get(sign, ""))
        else:
            written.append(left[-1:] or {"0": "0", "?": " "}.get(sign, ""))
            left = left[:-1]
    return "".join(reversed(written)).strip()


@cache
def _split_sections(code: str) -> list[str]:
    """Return the sections of a format, which are separated by semicolons outside quotation marks."""
    sections = [""]
    for found in re.finditer(r'"[^"]*"|\\.|\[[^\]]*\]|.', code, re.DOTALL):
        if found[0] == ";":
            sections.append("")
        else:
            sections[-1] += found[0]
    return sections


def _is_known(section: str) -> bool:
    return all(kind != "strange" for kind, _text in _split_pieces(section))


def _split_pieces(section: str) -> Iterator[tuple[str, str]]:
    """Yield the pieces of a section by kind; colours and widths show nothing and are left out."""
    for found in FORMAT_PIECE.finditer(section):
        if kind := found.lastgroup:
            yield ("said", found[kind]) if kind in ("quoted", "escaped", "sign", "literal") else (kind, found[kind])
