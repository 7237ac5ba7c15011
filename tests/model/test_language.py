"""Messages in both languages, and a catalogue without gaps."""

import re
import subprocess
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from model.language import LOCALE_FOLDER, JoinedText, PluralText, Term, Text, swedish_sort_key

ROOT = Path(__file__).parents[2]
PO = LOCALE_FOLDER / "sv" / "LC_MESSAGES" / "landskap.po"


def test_a_text_is_shown_with_its_terms_in_the_language() -> None:
    text = Text("there is no {what} '{id}'", what=Term("aktör", "actor"), id="x")
    assert text.in_("sv") == "aktör 'x' finns inte"
    assert text.in_("en") == "there is no actor 'x'"


def test_texts_are_equal_when_message_and_values_are() -> None:
    text = Text("there is no {what} '{id}'", what=Term("aktör", "actor"), id="x")
    same = Text("there is no {what} '{id}'", what=Term("aktör", "actor"), id="x")
    assert text == same
    assert hash(text) == hash(same)
    assert text != Text("there is no {what} '{id}'", what=Term("part", "actor"), id="x")
    assert text != Text(str(text))
    joined = JoinedText([text, "y"])
    assert joined == JoinedText((same, "y"))
    assert hash(joined) == hash(JoinedText((same, "y")))
    assert joined != JoinedText((same, "y"), "; ")
    assert PluralText("{n} actor", "{n} actors", n=1) != PluralText("{n} actor", "{n} actors", n=2)
    assert len({text, same, joined, PluralText("{n} actor", "{n} actors", n=1)}) == 3


def test_braces_in_a_value_are_text() -> None:
    assert Text("unknown party '{said}'", said="{__class__}").in_("en") == "unknown party '{__class__}'"


def test_one_and_many() -> None:
    assert [PluralText("{n} actor", "{n} actors", n=n).in_("sv") for n in (1, 2)] == ["1 aktör", "2 aktörer"]


def test_names_sort_as_in_swedish() -> None:
    assert sorted(["Öland", "åre", "Zinkgruvan", "Ärla", "almi"], key=swedish_sort_key) == [
        "almi",
        "Zinkgruvan",
        "åre",
        "Ärla",
        "Öland",
    ]


def test_every_message_is_translated_with_the_same_values() -> None:
    with PO.open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    assert [message.id for message in messages if not message.string or message.fuzzy] == []
    for message in messages:
        for one, other in zip(_forms(message.id), _forms(message.string), strict=True):
            assert _names(one) == _names(other), one


def test_the_catalogue_holds_what_the_sources_say(tmp_path: Path) -> None:
    """Run `make translations` after a change of any message."""
    out = tmp_path / "now.pot"
    keywords = re.findall(r"(?<=\s)(-k|(?<=-k )\S+)", (ROOT / "Makefile").read_text(encoding="utf-8"))
    packages = ["model", "queries", "loaders", "viz", "api"]
    command = [
        sys.executable,
        "-m",
        "babel.messages.frontend",
        "-q",
        "extract",
        "-F",
        "babel.cfg",
        *keywords,
        "-o",
        str(out),
        *packages,
    ]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    with out.open("rb") as now, PO.open("rb") as kept:
        assert {message.id for message in read_po(now)} == {message.id for message in read_po(kept)}


def test_what_stands_for_a_value_is_in_the_readers_language() -> None:
    """Placeholders are Swedish too: `FILE` is `FIL`, also in the middle of a sentence."""
    with PO.open("rb") as kept:
        said = [(str(message.id), str(message.string)) for message in read_po(kept) if message.id]
    english = {word for word, swedish in said if re.fullmatch(r"[A-Z]+", word) and swedish != word}
    assert "FILE" in english
    assert [swedish for _word, swedish in said if english & set(re.findall(r"\b[A-Z]+\b", swedish))] == []


def test_the_compiled_catalogue_is_fresh(tmp_path: Path) -> None:
    with PO.open("rb") as source, (tmp_path / "now.mo").open("wb") as out:
        write_mo(out, read_po(source))
    assert (tmp_path / "now.mo").read_bytes() == PO.with_suffix(".mo").read_bytes()


def _forms(message: object) -> tuple[str, ...]:
    return tuple(map(str, message)) if isinstance(message, list | tuple) else (str(message),)


def _names(message: str) -> set[str]:
    return {part.split("}")[0] for part in message.split("{")[1:]}
