"""The typesetter with the document's font and standards, and the search for words that it refuses."""

import json
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

from model.vocabulary.record import Record
from viz.document.printable import Unprintable, list_texts, write_out
from viz.draw.markup import element, escape_text
from viz.style.palette import FONT, FONT_WEIGHTS
from viz.style.typeface import FONT_FOLDER

STANDARDS: list[Any] = ["a-3a", "ua-1"]
USUAL = frozenset(map(chr, range(0x20, 0x7F))) | frozenset("åäöÅÄÖéÉüÜ–—’”…·•§\u00a0")
"""Characters of every document. A word of these alone needs no proof."""
PROOF = """
#let data = json(bytes(sys.inputs.data))
#set document(title: "Proof")
#set text(font: data.font, lang: "sv")
#image(bytes(data.picture), alt: "Proof")
#for word in data.words [#word #strong(word) ]
"""
"""A template that sets words as in the document: in a picture, which the typesetter handles in another way, and in text."""


def typeset(template: Path, made: datetime | None = None, inputs: Mapping[str, str] | None = None) -> bytes:
    """Return the PDF of a template, whose files lie beside it. Raises TypstError."""
    pdf = typst.compile(
        template,
        root=template.parent,
        font_paths=[FONT_FOLDER],
        ignore_system_fonts=True,
        sys_inputs=dict(inputs or {}),
        pdf_standards=STANDARDS,
        timestamp=made,
    )
    return bytes(pdf)


def find_refused(records: Iterable[Record]) -> Iterator[Unprintable]:
    """Yield the fields of `records` with words that the typesetter refuses although the font has all characters."""
    read = ((record, field, _unusual_words(value)) for record in records for field, value in record)
    fields = [(record, field, words) for record, field, words in read if words]
    all_refused = find_refused_words({word for _record, _field, words in fields for word in words})
    for record, field, words in fields:
        if refused := all_refused.intersection(words):
            yield Unprintable(record, field, " ".join(sorted(refused)))


def find_refused_words(texts: Iterable[str]) -> frozenset[str]:
    """Return the words of `texts` that the typesetter refuses."""
    words = sorted({word for text in texts for word in _unusual_words(text)})
    with tempfile.TemporaryDirectory() as folder:
        proof = Path(folder) / "proof.typ"
        proof.write_text(PROOF, encoding="utf-8")
        return frozenset(_search_refused(words, proof))


def _search_refused(words: Sequence[str], proof: Path) -> Collection[str]:
    """Return the refused words, found by halving the list until one is left."""
    if not words or _is_typeset(words, proof):
        return ()
    middle = len(words) // 2
    return [*_search_refused(words[:middle], proof), *_search_refused(words[middle:], proof)] if middle else words


def _is_typeset(words: Sequence[str], proof: Path) -> bool:
    shown = [write_out(word) for word in words]
    weights = [str(weight) for weight in FONT_WEIGHTS.values()]
    texts = [element("text", escape_text(word), font_weight=weight, x="0", y="9") for word in shown for weight in weights]
    picture = element("svg", "".join(texts), xmlns="http://www.w3.org/2000/svg", viewBox="0 0 99 12", font_family=FONT)
    try:
        typeset(proof, inputs={"data": json.dumps({"font": FONT, "words": shown, "picture": picture})})
    except typst.TypstError:
        return False
    return True


def _unusual_words(value: Any) -> set[str]:
    """Return the words of a text, or of a list of texts, with an unusual character."""
    return {word for text in list_texts(value) if not text.isascii() for word in text.split() if not USUAL.issuperset(word)}
