"""The words by which case-management systems call the columns and events of a decision log, in Swedish and English, folded."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from model.decisions import StepKind
from queries.parties import folded

HEADINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "case": ("diarienummer", "dnr", "ärendenummer", "ärendenr", "ärende", "case number", "case", "reference"),
        "title": ("ärendemening", "rubrik", "ärenderubrik", "benämning", "title", "subject"),
        "taken_in": ("beslutande", "beslutsfattare", "beslutsinstans", "instans", "forum", "nämnd", "organ", "decided by"),
        "taken_on": ("beslutsdatum", "beslutat", "beslutad", "decision date", "decided"),
        "addressee": ("mottagare", "adressat", "adressater", "enhet", "vem", "addressee", "recipient", "who"),
        "decision_kind": ("beslutstyp", "ärendetyp", "slag", "decision type", "type"),
        "due": ("klart senast", "senast", "förfallodatum", "slutdatum", "due", "due date", "deadline"),
        "event": ("händelse", "händelsetyp", "aktivitet", "åtgärd", "event", "action", "activity"),
        "on": ("tidpunkt", "tid", "datum", "händelsedatum", "date", "time", "timestamp"),
        "until": ("vilande till", "till och med", "ny tid", "nytt datum", "uppskjutet till", "until", "new date"),
        "reason": ("skäl", "anledning", "orsak", "anteckning", "notering", "reason", "note"),
    }
)
"""What a column is → its headings."""

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


def step_called(word: str) -> StepKind | None:
    """The step that a word of a log means, as far as is known."""
    said = folded(word)
    return next((kind for kind in StepKind if said in {kind.value, *_own(kind), *STEPS[kind]}), None)


def _own(kind: StepKind) -> Iterable[str]:
    return (kind.term.sv, kind.term.en)
