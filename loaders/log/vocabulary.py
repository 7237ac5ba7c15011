"""The words of case-management systems for the columns and events of a decision log, in Swedish and English, folded."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from loaders.rows.dates import is_day_or_period
from model.text.names import normalize_name
from model.vocabulary.decisions import Assignment, Decision, Step, StepKind
from model.vocabulary.record import Record

HEADING_WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "case": (
            "diarienummer", "diarienr", "diarie nr", "dnr", "ärendenummer", "ärendenr", "ärende nr", "case concept name",
            "case number", "case no", "case id", "caseid", "trace id", "decision id", "reference", "ärende", "case",
        ),
        "title": (
            "ärendemening", "ärendet avser", "rubrik", "ärenderubrik", "benämning", "title", "subject", "decision name",
            "ärende", "case",
        ),
        "taken_in": (
            "beslutande organ", "beslutande", "beslutsfattare", "beslutsinstans", "instans", "forum", "nämnd", "organ",
            "vem beslöt", "decided by", "decision body",
        ),
        "taken_on": (
            "beslutsdatum", "beslutsdag", "beslutat", "beslutad", "beslutades", "beslutat den", "beslutsmöte", "decision date",
            "decided", "sammanträdesdatum", "sammanträdesdag", "sammanträde", "sammanträdet", "sammanträdde", "mötesdatum",
            "mötesdag", "möte", "protokollsdatum", "protokollsdag", "protokoll", "meeting date", "date of meeting",
            "minutes date", "när beslöts det", "datum", "date",
        ),
        "addressee": (
            "mottagare", "adressat", "adressater", "uppdragstagare", "ansvarig förvaltning", "ansvarig enhet", "enhet", "vem",
            "riktat till", "riktas till", "ställt till", "addressee", "recipient", "addressed to", "who", "till", "org group",
        ),
        "decision_kind": ("beslutstyp", "ärendetyp", "slag av ärende", "slag", "typ", "decision type", "type"),
        "due": (
            "klart senast", "färdigt senast", "senast klart", "verkställs senast", "återrapporteras senast",
            "återredovisas senast", "redovisas senast", "svar senast", "besvaras senast", "åter senast", "senast",
            "förfallodatum", "förfaller", "slutdatum", "bevakningsdatum", "bevakas till", "bevakning", "due", "due date",
            "sista svarsdag", "sista svarsdatum", "svarsdag", "sista dag", "deadline",
            "förfallodag", "frist", "tidsfrist", "klart datum", "klardatum", "ska vara klart",
            "ska vara klar", "åtgärdas senast", "genomförs senast", "måldatum", "målår", "target date",
            "case deadline", "case due date", "case enddate planned", "assignment due",
        ),
        "event": (
            "concept name", "händelse", "händelsetyp", "aktivitet", "åtgärd", "event", "event name", "action", "activity",
            "activity name", "ocel activity", "status",
        ),
        "on": (
            "time timestamp", "tidpunkt", "tid", "datum", "händelsedatum", "händelsedag", "dag", "statusdatum", "tidsstämpel",
            "date", "time", "timestamp", "end timestamp", "complete timestamp", "ocel timestamp",
        ),
        "until": (
            "vilande till", "parkerat till", "parkerad till", "till och med", "ny tid", "nytt datum", "ny dag",
            "uppskjutet till", "bordlagt till", "förlängt till",
            "anstånd till", "t o m", "tom", "vilande t o m", "vilande till och med", "vilar till", "vilar t o m", "bordlagd till",
            "bordlagd t o m", "bordlagt t o m", "bordläggs till", "uppskjuten till", "uppskjutet t o m", "förlängd till",
            "förlängt t o m", "pausad till", "pausat till", "on hold until", "deferred to", "postponed to", "until", "new date",
        ),
        "reason": (
            "skäl", "anledning", "orsak", "varför", "motivering", "motiv", "förklaring", "anteckning", "notering",
            "reason", "why", "note",
        ),
        "owner": (
            "ansvarig funktion", "funktion hos mottagaren", "mottagarens funktion", "funktion hos adressaten",
            "responsible function",
        ),
    }
)  # fmt: skip
"""Role of a column → its headings in systems; those of the standard for event logs as `fold_heading` returns them."""
ROLE_FIELDS: Mapping[str, tuple[type[Record], str]] = MappingProxyType(
    {
        "case": (Decision, "case_number"), "title": (Decision, "name"), "taken_in": (Decision, "taken_in"),
        "taken_on": (Decision, "taken_on"), "addressee": (Assignment, "addressee"), "decision_kind": (Decision, "kind"),
        "due": (Assignment, "due"), "event": (Step, "kind"), "on": (Step, "on"), "until": (Step, "until"),
        "reason": (Step, "reason"), "owner": (Assignment, "owner"),
    }
)  # fmt: skip
"""Role of a column → the field that it fills, whose own headings are known too."""
ROLES_OF_CASES = frozenset({"title", "taken_in", "taken_on", "addressee", "decision_kind", "due", "owner"})
"""Roles that the attributes of a case may have, whose headings in event logs begin with one of CASE_WORDS."""
CASE_WORDS = ("case", "ärende", "decision", "beslut")
ROLES_OF_PARTIES = frozenset({"taken_in", "addressee", "owner"})
NAME_WORDS = ("namn", "name")
"""Words after the heading of a party, where an event log has its id as well."""
OBJECT_PREFIX = re.compile(r"^ocel:(?:type|qualifier):")


def fold_heading(heading: str) -> str:
    """Return a heading as headings are compared: `case concept name` for `case:concept:name`.

    That of an object type or a qualifier in OCEL is compared without its prefix: `ärende` for `ocel:type:ärende`.
    """
    return normalize_name(re.sub(r"[._:()]", " ", OBJECT_PREFIX.sub("", heading)))


def _headings_of(role: str) -> tuple[str, ...]:
    type_, field = ROLE_FIELDS[role]
    heading = type_.columns()[field].about.heading
    words = (*HEADING_WORDS[role], *(fold_heading(word) for word in (heading.sv, heading.en)))
    named = (f"{word} {name}" for word in words for name in NAME_WORDS) if role in ROLES_OF_PARTIES else ()
    of_case = (f"{case} {word}" for case in CASE_WORDS for word in words) if role in ROLES_OF_CASES else ()
    return tuple(dict.fromkeys((*named, *of_case, *words)))


HEADINGS: Mapping[str, tuple[str, ...]] = MappingProxyType({role: _headings_of(role) for role in HEADING_WORDS})
"""Role of a column → all its known headings."""
PERFORMER_HEADINGS = frozenset({"org group"})
"""Headings of columns with who did something, who may also be the addressee."""
STATUS_HEADINGS = frozenset({"status"})
"""Headings of columns with a state, which may also be an event."""
UNSURE_DUE_HEADINGS = frozenset({"klart datum", "klardatum"})
"""Headings of due dates that may also be those of the day on which it was done."""
MOVED_DUE_HEADINGS = frozenset({"frist ändrad till", "fristen ändrad till", "frist flyttad till", "ny frist", "new due date"})
"""Headings of dates to which due dates were moved, which are no steps."""
LIFECYCLE_HEADINGS = frozenset({"lifecycle transition", "lifecycle", "transition"})
"""Headings of columns that tell whether an activity began or is complete; COMPLETE is their word for the latter."""
COMPLETE = "complete"
TITLE_OR_CASE_HEADINGS = frozenset({"ärende", "case"})
"""Headings of case numbers that may be those of titles as well."""
CASE_NUMBER = re.compile(r"(?:[^\W\d_]{1,8}[ ./:-]?){0,3}\d{1,6}(?:[ ./:-]\d{1,8}){1,3}")
"""`KS 2026/123`, `123/2026`, `RS-2026-0123`."""
FEWEST_TITLE_WORDS = 3
"""Words that a title has at least."""

STEP_WORDS: Mapping[StepKind, tuple[str, ...]] = MappingProxyType(
    {
        StepKind.TAKEN: ("beslutat", "beslutad", "beslut", "beslut fattat", "decided"),
        StepKind.COMMUNICATED: (
            "expedierat",
            "expedierad",
            "expediering",
            "skickat",
            "utskickat",
            "utsänt",
            "delgivet",
            "delgivet mottagaren",
            "sent",
            "dispatched",
        ),
        StepKind.LINE_DECISION: (
            "beslut i linjen",
            "hemmabeslut",
            "beslut hemma",
            "beslut på hemmaplan",
            "beslut i egen nämnd",
            "beslut i egen styrelse",
            "linjebeslutat",
            "accepterat",
            "accepted",
        ),
        StepKind.EXECUTED: ("verkställd", "verkställighet", "genomfört", "genomförd", "utfört", "implemented", "done"),
        StepKind.REPORTED_BACK: (
            "återrapporterad",
            "återrapportering",
            "återredovisat",
            "rapport inkom",
            "rapport inkommen",
            "redovisat",
            "reported",
            "avslutat",
            "avslutad",
            "ärendet avslutat",
        ),
        StepKind.HELD: (
            "vilande från",
            "vilande från och med",
            "vilande fr.o.m.",
            "vilande fr o m",
            "parkerat",
            "parkerat från",
            "parkerad från",
            "vilandeförklarat",
            "pausat",
            "on hold from",
            "held",
        ),
        StepKind.DEFERRED: ("bordlagt", "bordlagd", "bordläggning", "uppskjuten", "postponed"),
        StepKind.EXTENDED: (
            "förlängd",
            "förlängning",
            "anståndstid förlängd",
            "anstånd förlängt",
            "tid förlängd",
            "förlängd tid",
        ),
        StepKind.RESUMED: ("återupptagen", "återöppnat", "återöppnad", "ärendet återöppnat", "ärendet återupptaget", "reopened"),
        StepKind.REJECTED: ("avslag", "avslagen", "avskrivet", "declined"),
        StepKind.SUPERSEDED: ("ersatt av", "upphävt", "replaced"),
        StepKind.VERIFIED: (
            "verifierad",
            "bekräftat av forumet",
            "verkställighet bekräftad",
            "verkställighet kontrollerad",
            "confirmed as executed",
        ),
    }
)
"""A step → words for it, beside its own."""


UNSURE_STEP_WORDS = frozenset({"avslutat", "avslutad", "ärendet avslutat"})
"""Words that tell that an assignment is over, and not how: a guess to confirm."""
DONE_WORDS = frozenset({"ja", "j", "x", "yes", "ok", "klar", "klart", "✓"})
"""Words by which a step's column tells that it is done, and not when."""
LAST_DAY_WORDS = re.compile(
    r"(?:(?:ht|vt|våren?|sommaren?|hösten?|vintern?|(?:halv)?årsskiftet|v\.?|vecka) ?(?:(?:19|20)?\d\d)?"
    r"|snarast(?: möjligt)?|omgående|omedelbart|löpande|tills vidare|asap|ongoing)"
)
"""Words beside days and periods by which people say until when something is to be done, folded."""
WHO_HEADING = re.compile(r"\b(?:nämnd|förvaltning|enhet|ansvarig)")
"""What a heading of a column of parties has."""
PERSON_HEADING = re.compile(r"handläggare|tjänste|person|chef|funktion|sekreterare|post|telefon|nummer|kod\b|datum|dag\b")
"""What a heading of another column has, though it is about a party."""


PERFORMER_WORDS = re.compile(r"\b(?:handläggare|person|sekreterare|användare|resurs|user|resource|employee|creator)\b")
"""What the heading of a column with names of persons has, as `org:resource` has in event logs."""


def names_object(heading: str) -> bool:
    """Return whether a column has objects of an OCEL, or an attribute of them."""
    return OBJECT_PREFIX.match(heading) is not None


def may_name_persons(heading: str) -> bool:
    """Return whether a column may hold names of persons by its heading: it is read only if the mapping names it."""
    return PERFORMER_WORDS.search(fold_heading(heading)) is not None


def names_party(heading: str) -> bool:
    """Return whether a column holds parties by its heading, such as `Nämnd/Enhet` or `Ansvarig förvaltning`."""
    folded = fold_heading(heading)
    return WHO_HEADING.search(folded) is not None and PERSON_HEADING.search(folded) is None


def is_done_word(value: str) -> bool:
    """Return whether a value tells that a step is done, and not when."""
    return normalize_name(value) in DONE_WORDS


def may_be_last_day(value: str) -> bool:
    """Return whether a value is a day, a period, or a word by which people say until when."""
    return is_day_or_period(value) or LAST_DAY_WORDS.fullmatch(normalize_name(value)) is not None


def is_known_heading(heading: str) -> bool:
    """Return whether a heading is known."""
    known = any(fold_heading(heading) in words for words in (*HEADINGS.values(), MOVED_DUE_HEADINGS))
    return known or find_step_kind(heading) is not None


def is_prose(value: str) -> bool:
    """Return whether a value has as many words as a title, and is no case number."""
    return len(value.split()) >= FEWEST_TITLE_WORDS and not CASE_NUMBER.fullmatch(value)


def find_step_kind(word: str) -> StepKind | None:
    """Return the step that a word of a log means; None for an unknown word."""
    name = normalize_name(word).removesuffix(" den").removesuffix(" datum")
    return next((kind for kind in StepKind if name in {kind.value, kind.term.sv, kind.term.en, *STEP_WORDS[kind]}), None)
