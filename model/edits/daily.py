"""Daily work by hand: a decision with an assignment to each addressee, a step of assignments, a meeting.

Days that may be periods are given as people write them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from model.changes.operations import Operation, Values
from model.checks.validation import parse_record, slug_of
from model.edits.by_hand import build_refusal, plan_edit
from model.edits.trail_ids import assignment_id_of, find_free_id, stem_of_title, step_id_of
from model.errors import NotFound, NotUnderstood, Problem
from model.language import JoinedText, Text
from model.rules import CellRule
from model.text.names import normalize_name
from model.text.nearest import find_nearest
from model.vocabulary.contents import Records
from model.vocabulary.decisions import Assignment, Decision, Step, StepKind
from model.vocabulary.forums import Meeting
from model.vocabulary.record import EVIDENCE, Record, expand_periods
from model.vocabulary.registers import Source

MOST_SOURCES_NAMED = 8
SAY_SOURCE = Text(
    'Give a source and the place in it, --evidence "ID § 4", or name a new one, such as minutes: --source-name "Protokoll 2026"'
)
SAY_WHO_VERIFIES = Text("--by says which forum or function verifies it; the addressee does not verify its own work")
OPTIONS: Mapping[str, str] = {
    "name": "NAME", "taken_in": "--in", "taken_on": "--on", "on": "--on", "kind": "--kind", "due": "--due", "owner": "--owner",
    "case_number": "--case", "meeting": "--meeting", "follows_up": "--follows-up", "part_of": "--part-of", "by": "--by",
    "description": "--description", "until": "--until", "reason": "--reason", "evidence": "--evidence", "held_on": "--on",
    "planned_on": "--planned", "cancelled_on": "--cancelled", "present": "--present",
}  # fmt: skip
"""Field → the option that gives it."""


@dataclass(frozen=True, slots=True)
class Citation:
    """What a change cites: a source with a place in it, and the source itself if it is new."""

    evidence: str
    example: bool = False
    made: tuple[Source, ...] = ()

    @property
    def source(self) -> str:
        """Return the id of the source."""
        return self.evidence.partition(" ")[0]

    def values(self) -> dict[str, Any]:
        """Return the fields of a record that has this evidence."""
        return {"evidence": (self.evidence,), "example": self.example}


def cite_source(records: Records, evidence: str, source_name: str, usual: str | None) -> Citation:
    """Return the citation that `evidence` (a source's id and a place) gives, or else the source `usual`.

    A new source is called `source_name`; without an id at the beginning of `evidence`, its id is made of its name. Raises
    NotFound and NotUnderstood with the way out.
    """
    evidence = " ".join(evidence.split())
    if source_name and not EVIDENCE.fullmatch(evidence):
        evidence = f"{slug_of(source_name)} {evidence}".strip()
    if not evidence and usual and records.find(Source.label, usual):
        evidence = usual
    if not evidence:
        raise NotUnderstood(Text("the command names no source"), (), _list_sources(records))
    source = records.find(Source.label, evidence.partition(" ")[0])
    if not source and source_name:
        return Citation(evidence, made=(_build_source(evidence.partition(" ")[0], source_name),))
    if not isinstance(source, Source):
        raise _unknown_source(records, evidence, usual)
    if source_name and normalize_name(source.name) != normalize_name(source_name):
        text = Text("the source '{id}' exists and is called '{name}'", id=source.id, name=source.name)
        raise NotUnderstood(text, (), Text("Leave out --source-name, or begin --evidence with the id of the new source."))
    return Citation(evidence, source.example)


def check_usual_source(records: Records, usual: str | None, assignments: Sequence[Assignment]) -> None:
    """Raise NotUnderstood if a case rests on another source than the usual one: that may say nothing about it."""
    known = usual and records.find(Source.label, usual)
    for assignment in assignments:
        if known and assignment.evidence and usual not in {place.partition(" ")[0] for place in assignment.evidence}:
            text = Text("the command names no source, and {assignment} rests on another than {usual}, which you cited last",
                        assignment=assignment.id, usual=usual)  # fmt: skip
            way_out = Text('Say where the step is told: --evidence "{own}", or --evidence "{usual} § …"',
                           own=assignment.evidence[0], usual=usual)  # fmt: skip
            raise NotUnderstood(text, (), way_out)


def _build_source(id_: str, name: str) -> Source:
    made = _parse_all([(Source, {"id": id_, "name": name, "evidence": (id_,)})])
    return next(record for record in made if isinstance(record, Source))


def _list_sources(records: Records) -> Text:
    ids = [*records.ids(Source)]
    named = ", ".join(ids[:MOST_SOURCES_NAMED]) + (" …" if len(ids) > MOST_SOURCES_NAMED else "")
    return JoinedText([SAY_SOURCE, Text("Known sources: {ids}", ids=named or "–")], ". ")


def _unknown_source(records: Records, evidence: str, usual: str | None) -> NotFound:
    id_ = evidence.partition(" ")[0]
    near = find_nearest(id_, records.ids(Source))
    offered: list[Text] = [Text("Did you mean {ids}?", ids=", ".join(near))] if near else []
    if usual and not near:
        offered.append(
            Text('Is it a place in the source that you cited last? --evidence "{usual} {place}"', usual=usual, place=evidence)
        )
    offered.append(Text('If the source is new, name it: --source-name "…"'))
    return NotFound(Text("there is no source '{id}'", id=id_), near, JoinedText(offered, " "))


def plan_decision(
    records: Records, decided: Values, addressees: Sequence[str], terms: Values, citation: Citation
) -> list[Operation]:
    """Return the operations that record a decision, an assignment to each addressee, and their first step, *taken*.

    `decided` gives the fields of the decision, `terms` those of each assignment. Raises InputError with all problems.
    """
    number, name = decided.get("case_number"), decided.get("name") or ""
    stem = (slug_of(number) if number else "") or stem_of_title(name)
    id_ = find_free_id(stem, lambda id_: any(records.of_id(id_)))
    wanted: list[tuple[type[Record], Values]] = [(Decision, {**decided, **citation.values(), "id": id_})]
    for addressee in dict.fromkeys(addressees):
        own = assignment_id_of(id_, addressee)
        wanted.append((Assignment, {**terms, **citation.values(), "id": own, "decision": id_, "addressee": addressee}))
        taken = {"assignment": own, "kind": StepKind.TAKEN, "on": decided.get("taken_on")}
        wanted.append((Step, {**taken, **citation.values(), "id": step_id_of(own, StepKind.TAKEN, ())}))
    return plan_edit(records, [*citation.made, *_parse_all(wanted)])


def plan_step(records: Records, assignments: Sequence[Assignment], given: Values, citation: Citation) -> list[Operation]:
    """Return the operations that add a step with the fields `given` to each assignment. Raises InputError with all problems.

    A step of the same kind on the same day is the same step: it gets the fields that are given.
    """
    kind = given["kind"]
    if kind == StepKind.VERIFIED and not given.get("by"):
        problem = Problem(CellRule.REQUIRED, Text("must be given"), SAY_WHO_VERIFIES, field=OPTIONS["by"])
        raise build_refusal([problem])
    made = _parse_all([(Step, _step_values(records, assignment, given, citation)) for assignment in assignments])
    return plan_edit(records, [*citation.made, *made])


def _step_values(records: Records, assignment: Assignment, given: Values, citation: Citation) -> Values:
    steps = list(records.find_naming(Step, "assignment", [assignment.id]))
    for step in steps:
        if (step.kind, step.on) == (given["kind"], given["on"]):
            return step.with_values(expand_periods(Step, {field: value for field, value in given.items() if value}))
    id_ = step_id_of(assignment.id, given["kind"], {step.id for step in steps})
    return {**given, **citation.values(), "id": id_, "assignment": assignment.id}


def plan_meeting(records: Records, forum: str, given: Values, citation: Citation, today: str) -> list[Operation]:
    """Return the operations that record a meeting as planned, held or cancelled, with who was present. Raises InputError.

    `given` has the fields of the meeting; those that are None stay as they are. A meeting that is planned on the given day, or
    was held on it, is the same meeting. A cancellation without the planned day is of the forum's only planned meeting. A
    day of cancellation after `today` is the meeting's own, which is cancelled today. The forum's decisions of the day on which
    it was held and that name no meeting are this meeting's.
    """
    cancelled = given.get("cancelled_on")
    if cancelled and cancelled > today:
        given = {"planned_on": cancelled, **given, "cancelled_on": today}
    values = {field: value for field, value in given.items() if value}
    met = find_meeting_of(records, forum, given)
    if met is None:
        day = values.get("held_on") or values.get("planned_on") or values["cancelled_on"]
        id_ = find_free_id(slug_of(f"mote-{forum}-{day}"), lambda id_: any(records.of_id(id_)))
        values = {"name": _name_meeting(records, forum, day), **values, **citation.values(), "id": id_, "forum": forum}
    else:
        values["present"] = sorted({*met.present, *values.get("present", ())})
        if met.name == _name_meeting(records, forum, _day_of(met)):
            values.setdefault("name", _name_meeting(records, forum, values.get("held_on") or _day_of(met)))
        values = met.with_values(values)
    (meeting,) = _parse_all([(Meeting, values)])
    held = values.get("held_on")
    decisions = [
        (Decision, decision.with_values({"meeting": meeting.id}))
        for decision in (records.find_naming(Decision, "taken_in", [forum]) if held else ())
        if decision.taken_on == held and not decision.meeting and decision.example == meeting.example
    ]
    return plan_edit(records, [*citation.made, meeting, *_parse_all(decisions)])


def _name_meeting(records: Records, forum: str, day: str) -> str:
    """Return the name of a meeting that is given none."""
    party = records.party(forum)
    return f"{party.name if party else forum} {day}"


def find_meeting_of(records: Records, forum: str, given: Values) -> Meeting | None:
    """Return the meeting of the forum that the days `given` are about, if any. Raises NotFound where several may be meant."""
    meetings = list(records.find_naming(Meeting, "forum", [forum]))
    planned, held, cancelled = (given.get(field) for field in ("planned_on", "held_on", "cancelled_on"))
    day = planned or held or cancelled
    found = [meeting for meeting in meetings if day in (meeting.planned_on, meeting.held_on)]
    if not found and cancelled and not planned:
        found = [meeting for meeting in meetings if not (meeting.held_on or meeting.cancelled_on)]
    if len(found) > 1:
        text = Text("several meetings of '{forum}' may be meant: {meetings}", forum=forum, meetings=_list_meetings(found))
        raise NotFound(text, [meeting.id for meeting in found], Text("Say which: --planned DATE gives its planned day."))
    return next(iter(found), None)


def find_named_meeting(records: Records, forum: str, said: str) -> Meeting:
    """Return the meeting with that id, or the forum's of that day or name. Raises NotFound with the forum's meetings."""
    met = records.find(Meeting.label, said)
    if isinstance(met, Meeting):
        return met
    meetings = list(records.find_naming(Meeting, "forum", [forum]))
    words = normalize_name(said)
    found = [item for item in meetings if said in (item.held_on, item.planned_on) or normalize_name(item.name) == words]
    if len(found) == 1:
        return found[0]
    latest = sorted(found or meetings, key=_day_of, reverse=True)[:MOST_SOURCES_NAMED]
    text = (
        Text("several meetings are called '{said}': {meetings}", said=said, meetings=_list_meetings(latest))
        if found
        else Text("'{forum}' has no meeting '{said}'", forum=forum, said=said)
    )
    way_out = Text("Its meetings: {meetings}. Record a new one with: landskap meeting {forum} --on DATE",
                   meetings=_list_meetings(latest) or "–", forum=forum)  # fmt: skip
    raise NotFound(text, [item.id for item in latest], Text("Give one of the ids.") if found else way_out)


def find_meeting_on(records: Records, forum: str, day: str) -> Meeting | None:
    """Return the forum's only meeting on a day, if there is one. Cancelled and invented meetings do not count."""
    meetings = records.find_naming(Meeting, "forum", [forum])
    found = [item for item in meetings if _day_of(item) == day and not (item.cancelled_on or item.example)]
    return found[0] if len(found) == 1 else None


def _day_of(meeting: Meeting) -> str:
    return meeting.held_on or meeting.planned_on or meeting.cancelled_on or ""


def _list_meetings(meetings: Sequence[Meeting]) -> str:
    return ", ".join(f"{meeting.id} ({_day_of(meeting)})" for meeting in meetings)


def find_faults(type_: type[Record], values: Values) -> list[Problem]:
    """Return what is wrong with the given values of a record's fields, under the options that give them."""
    found = parse_record(type_, {**expand_periods(type_, values), "id": "x"})
    problems = found if isinstance(found, list) else []
    return list(_name_options(problem for problem in problems if problem.field in values))


def _parse_all(wanted: Sequence[tuple[type[Record], Values]]) -> list[Record]:
    """Return the records with the wanted values. Raises InputError with all that is wrong, under the options that give it."""
    found = [parse_record(type_, expand_periods(type_, values)) for type_, values in wanted]
    if problems := list(dict.fromkeys(_name_options(fault for item in found if isinstance(item, list) for fault in item))):
        raise build_refusal(problems)
    return [item for item in found if isinstance(item, Record)]


def _name_options(problems: Iterable[Problem]) -> Iterator[Problem]:
    for item in problems:
        option = "STEP" if (item.type, item.field) == (Step.label, "kind") else OPTIONS.get(item.field, item.field)
        yield replace(item, field=option, type="", id="")
