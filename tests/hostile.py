"""A landscape in which every text that people write is hostile: markup, templates, formulas, letters that run backwards, words without end."""

from itertools import count

from pydantic import ValidationError

from model.vocabulary.assignment_state import derive_assignments
from model.vocabulary.contents import Contents
from model.vocabulary.record import Record

MARKUP = '"><script>window.hurt=1</script>'
HOSTILE = (
    MARKUP,
    "</title></style></svg></script><img src=x onerror=window.hurt=2>",
    "{{7*7}} ${7*7} {% endblock %} #{7*7} %(name)s {name}",
    '=HYPERLINK("x";"y")+1|cmd',
    "\N{RIGHT-TO-LEFT OVERRIDE}bakvänd \N{RIGHT-TO-LEFT ISOLATE}\N{ARABIC LETTER ALEF}",
    "\N{WOMAN}\N{ZERO WIDTH JOINER}\N{PERSONAL COMPUTER} \N{SNOWMAN}\N{VARIATION SELECTOR-16} e"
    + "\N{COMBINING ACUTE ACCENT}" * 30,
    "x" * 240,
    "' OR 1=1; // \\ ]]> <!-- & &amp; \t`",
)
"""What is written in turn before the id of each record, in each of its texts."""
IDS = {"id", "base_iri", "languages", "mailbox", "former_ids", "organisation_number"}


def make_hostile(contents: Contents) -> Contents:
    """Return the landscape with every text replaced, where the record takes it."""
    turns = count()
    return derive_assignments(Contents(_make_hostile(record, next(turns)) for record in contents))


def _make_hostile(record: Record, turn: int) -> Record:
    for place, (field, column) in enumerate(record.columns().items()):
        value = getattr(record, field)
        if column.kind != "text" or column.ref or column.choice or field in IDS or not value:
            continue
        text = f"{HOSTILE[(turn + place) % len(HOSTILE)]} {record.id}"[-300:]
        given = record.model_dump() | {field: (text,) if column.many else text}
        try:
            record = type(record).model_validate(given)
        except ValidationError:
            continue  # what has a form of its own cannot be hostile
    return record
