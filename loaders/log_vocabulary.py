"""The words by which case-management systems call the columns and events of a decision log, in Swedish and English, folded."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from model.decisions import StepKind
from queries.parties import folded

HEADINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "case": (
            "diarienummer", "diarienr", "diarie nr", "dnr", "ärendenummer", "ärendenr", "ärende nr", "case number", "case no",
            "reference", "ärende", "case",
        ),
        "title": ("ärendemening", "rubrik", "ärenderubrik", "benämning", "title", "subject", "ärende", "case"),
        "taken_in": (
            "beslutande organ", "beslutande", "beslutsfattare", "beslutsinstans", "instans", "forum", "nämnd", "organ",
            "decided by", "decision body",
        ),
        "taken_on": ("beslutsdatum", "beslutat", "beslutad", "decision date", "decided", "datum", "date"),
        "addressee": ("mottagare", "adressat", "adressater", "enhet", "vem", "addressee", "recipient", "who"),
        "decision_kind": ("beslutstyp", "ärendetyp", "slag", "typ", "decision type", "type"),
        "due": (
            "klart senast", "färdigt senast", "senast klart", "verkställs senast", "återrapporteras senast",
            "återredovisas senast", "redovisas senast", "svar senast", "besvaras senast", "åter senast", "senast",
            "förfallodatum", "förfaller", "slutdatum", "bevakningsdatum", "bevakas till", "bevakning", "due", "due date",
            "deadline",
        ),
        "event": ("händelse", "händelsetyp", "aktivitet", "åtgärd", "status", "event", "action", "activity"),
        "on": ("tidpunkt", "tid", "datum", "händelsedatum", "statusdatum", "date", "time", "timestamp"),
        "until": (
            "vilande till", "till och med", "ny tid", "nytt datum", "ny dag", "uppskjutet till", "bordlagt till", "förlängt till",
            "anstånd till", "until", "new date",
        ),
        "reason": ("skäl", "anledning", "orsak", "anteckning", "notering", "reason", "note"),
    }
)  # fmt: skip
"""What a column is → its headings."""
OFTEN_TITLES = frozenset({"ärende", "case"})
"""Headings of case numbers that may stand over titles as well."""
CASE_NUMBER = re.compile(r"(?:[^\W\d_]{1,8}[ ./:-]?){0,3}\d{1,6}(?:[ ./:-]\d{1,8}){1,3}")
"""`KS 2026/123`, `123/2026`, `RS-2026-0123`."""
LEAST_PROSE = 3
"""Words that a title has."""

STEPS: Mapping[StepKind, tuple[str, ...]] = MappingProxyType(
    {
        StepKind.TAKEN: ("beslutat", "beslutad", "beslut", "beslut fattat", "decided"),
        StepKind.COMMUNICATED: ("expedierat", "expedierad", "expediering", "skickat", "delgivet", "sent", "dispatched"),
        StepKind.LINE_DECISION: ("beslut i linjen", "linjebeslutat", "accepterat", "accepted"),
        StepKind.EXECUTED: ("verkställd", "verkställighet", "genomfört", "genomförd", "utfört", "implemented", "done"),
        StepKind.REPORTED_BACK: ("återrapporterad", "återrapportering", "återredovisat", "redovisat", "reported"),
        StepKind.HELD: ("vilande från", "vilandeförklarat", "pausat", "on hold from", "held"),
        StepKind.DEFERRED: ("bordlagt", "bordlagd", "bordläggning", "uppskjuten", "postponed"),
        StepKind.EXTENDED: ("förlängd", "förlängning"),
        StepKind.RESUMED: ("återupptagen",),
        StepKind.REJECTED: ("avslag", "avslagen", "avskrivet", "declined"),
        StepKind.SUPERSEDED: ("ersatt av", "upphävt", "replaced"),
    }
)
"""A step → what it is called, beside its own words."""


def heading_word(heading: str) -> str:
    """A heading as it is compared."""
    return folded(re.sub(r"[.:]", " ", heading))


def is_named(heading: str) -> bool:
    """Whether a heading is one of those that are known."""
    return any(heading_word(heading) in words for words in HEADINGS.values()) or step_called(heading) is not None


def is_prose(value: str) -> bool:
    """Whether a value is so many words that it is a title rather than a number or name."""
    return len(value.split()) >= LEAST_PROSE and not CASE_NUMBER.fullmatch(value)


def step_called(word: str) -> StepKind | None:
    """The step that a word of a log means, as far as is known."""
    said = folded(word).removesuffix(" den").removesuffix(" datum")
    return next((kind for kind in StepKind if said in {kind.value, *_own(kind), *STEPS[kind]}), None)


def _own(kind: StepKind) -> Iterable[str]:
    return (kind.term.sv, kind.term.en)
