"""A landscape as one JSON document: `{"landskap": 1, "journal": {…}, "actor": [{…}], "flow": [{…}]}`, one record a line.

The lists are those of `docs/reference/landscape.schema.json`. Only our own export has a journal.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from loaders.rows.columns import file_columns_of
from loaders.rows.dataset import Reading, RowResult, read_row, source_id_of
from loaders.rows.given_files import check_regular
from loaders.rows.limits import LARGEST_FILE, MOST_ROWS
from loaders.rows.rules import FileRule, RowRule
from loaders.rows.stamp import JSON_FORMAT, encode_head, find_stamp_head
from model.changes.chain import Head
from model.errors import FileLocation, InputError, LimitExceeded, Problem, cause_of
from model.language import Text
from model.text.nearest import find_nearest, format_suggestion
from model.vocabulary.record import Record
from model.vocabulary.types import TYPES

SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")
OTHER_KEYS = frozenset({"landskap", "journal", "content", "$schema"})
"""Keys of the document beside its lists."""
OCEL_LISTS = frozenset({"events", "objects"})
"""Lists by which an event log (OCEL) is known."""
CONTENT_ENDING = re.compile(rb',\n"content": "([0-9a-f]{64})"}\n\Z')
"""The end of our own export: the SHA-256 of everything before it."""
MOST_UNKNOWN, MOST_FIELDS = 100, 200
"""Unknown names that are reported one by one, and fields that a record may have."""
LONGEST_ENDING = 100
"""Bytes at the end that are searched for the hash; it takes fewer."""


class DuplicateNameError(ValueError):
    """A JSON object has the same name twice."""


def write_json(path: Path, registers: Callable[[type[Record]], Iterable[Record]], head: Head) -> None:
    """Write the whole landscape in UTF-8, without empty fields."""
    digest = hashlib.sha256()
    with path.open("wb") as file:
        for piece in map(str.encode, _encode_landscape(registers, head)):
            digest.update(piece)
            file.write(piece)
        file.write(f',\n"content": "{digest.hexdigest()}"}}\n'.encode())


def _encode_landscape(registers: Callable[[type[Record]], Iterable[Record]], head: Head) -> Iterator[str]:
    yield json.dumps(encode_head(head))[:-1]
    for type_ in TYPES.values():
        yield f',\n"{type_.stem()}": ['
        for number, record in enumerate(registers(type_)):
            yield (",\n" if number else "\n") + json.dumps(_values_of(record), ensure_ascii=False)
        yield "]"


def _values_of(record: Record) -> dict[str, Any]:
    values = record.values()
    names = [field for column in file_columns_of(type(record), owner=True) for field in column.fields]
    return {name: values[name] for name in names if values[name] not in (None, [])}


def read_json(path: Path, source: str | None = None) -> Reading:
    """Read the document, owned by `source` (its name unless given).

    Raises InputError or LimitExceeded when it is no such document; other faults are problems of the reading.
    """
    data = _read_bytes(path)
    document = _parse_document(path, data)
    head = find_stamp_head(document)
    rows = sum(len(items) for items in document.values() if isinstance(items, list))
    if rows > MOST_ROWS:
        text = Text("{file} has {rows} records; at most {most}", file=path.name, rows=rows, most=MOST_ROWS)
        raise LimitExceeded(text, Text("Load it in parts."))
    digest = hashlib.sha256(data).hexdigest()
    covers = frozenset(type_.label for type_ in TYPES.values() if type_.stem() in document)
    found = partial(_read_document_rows, path.name, document, head is not None)
    return Reading(
        source or source_id_of(path), str(path), digest, rows, found, stamp=head, unaltered=_is_unaltered(data), covers=covers
    )


def _read_bytes(path: Path) -> bytes:
    check_regular(path)
    try:
        if (size := path.stat().st_size) > LARGEST_FILE:
            raise LimitExceeded(Text("{file} has {size} bytes; at most {most}", file=path.name, size=size, most=LARGEST_FILE))
        return path.read_bytes()
    except OSError as error:
        raise InputError(Text("{file} cannot be read: {error}", file=path, error=cause_of(error)), ()) from error


def parse_json(file: str, data: bytes) -> Any:
    """Return what a JSON file holds, in UTF-8. Raises InputError with the place of a fault."""
    try:
        document = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_build_object)
        if SURROGATE.search(data):
            json.dumps(document, ensure_ascii=False).encode()  # raises ValueError for half a character, which cannot be kept
    except DuplicateNameError as error:
        text = Text("{file} has '{name}' twice in the same place, and only one would be read", file=file, name=error)
        raise InputError(text, (), Text("Join the two.")) from error
    except json.JSONDecodeError as error:
        text = Text(
            "{file} cannot be read as JSON from row {row}, column {column} on",
            file=file,
            row=error.lineno,
            column=error.colno,
        )
        raise InputError(text, (), Text("Something is missing or left over just before that place.")) from error
    except UnicodeDecodeError as error:
        text = Text("{file} is not written in UTF-8", file=file)
        raise InputError(text, (), Text("Save it as UTF-8.")) from error
    except (ValueError, RecursionError) as error:
        text = Text("{file} cannot be read as JSON: it is nested too deeply, or has half a character", file=file)
        raise InputError(text, ()) from error
    return document


def _parse_document(path: Path, data: bytes) -> Mapping[str, Any]:
    document = parse_json(path.name, data)
    if not isinstance(document, dict) or not set(document) & {type_.stem() for type_ in TYPES.values()}:
        if isinstance(document, dict) and set(document) >= OCEL_LISTS:
            text = Text("{file} is an event log, and loads by a mapping", file=path.name)
            raise InputError(text, (), Text("Propose one with: landskap mapping {file} --out MAP.yaml", file=path))
        text = Text('{file} holds no lists of records, such as "actor"', file=path.name)
        raise InputError(text, (), Text("The form is described in docs/reference/landscape.schema.json."))
    if document.get("landskap", JSON_FORMAT) != JSON_FORMAT:
        text = Text("{file} was written by a newer version of Landskap", file=path.name)
        raise InputError(text, (), Text("Load it with that version or a newer one."))
    return document


def _build_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return a JSON object. Raises DuplicateNameError for a name that occurs twice, of which Python would keep the last."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise DuplicateNameError(next(name for name, count in Counter(name for name, _value in pairs).items() if count > 1))
    return found


def _is_unaltered(data: bytes) -> bool:
    ending = CONTENT_ENDING.search(data, max(0, len(data) - LONGEST_ENDING))
    return ending is not None and hashlib.sha256(memoryview(data)[: ending.start()]).hexdigest() == ending[1].decode()


def _read_document_rows(file: str, document: Mapping[str, Any], owner: bool) -> Iterator[RowResult]:
    types = {type_.stem(): type_ for type_ in TYPES.values()}
    unknown = sorted(set(document) - OTHER_KEYS - set(types))
    if len(unknown) > MOST_UNKNOWN:
        text = Text("{n} names are of no type of record; only {most} are listed", n=len(unknown), most=MOST_UNKNOWN)
        yield Problem(FileRule.UNKNOWN_TYPE, text, place=FileLocation(file))
    for name in unknown[:MOST_UNKNOWN]:
        text, place = Text("no type of record has that name"), FileLocation(file, sheet=name)
        yield Problem(FileRule.UNKNOWN_TYPE, text, format_suggestion(find_nearest(name, types)), value=name, place=place)
    for name, type_ in types.items():
        items = document.get(name, [])
        if not isinstance(items, list):
            text, place = Text("must be a list of records"), FileLocation(file, sheet=name)
            yield Problem(FileRule.NOT_A_LIST, text, None, type_.label, place=place)
            continue
        for number, item in enumerate(items, 1):
            yield from _read_item(item, type_, FileLocation(file, number, name), owner=owner)


def _read_item(item: Any, type_: type[Record], place: FileLocation, *, owner: bool) -> Iterator[RowResult]:
    if not isinstance(item, dict):
        text = Text("must be a record: fields with their values")
        yield Problem(RowRule.NOT_A_RECORD, text, None, type_.label, place=place)
        return
    if len(item) > MOST_FIELDS:
        text = Text("has {n} fields; at most {most}", n=len(item), most=MOST_FIELDS)
        yield Problem(RowRule.NOT_A_RECORD, text, None, type_.label, place=place)
        return
    given = {field for column in file_columns_of(type_, owner) for field in column.fields}
    values = {name: value for name, value in item.items() if name in given or name not in type_.columns()}
    yield from read_row(type_, values, place, codes=True)
