"""The derived properties of nodes, which save a question from visiting each node's neighbours.

    (:Forum {listed: "area/level/id",                        the forum's place among those of its area and level
             seated: ["2020-01-01 9999-12-31 existing"]})    first and last day of its seats on record, each with its standing;
                                                             "uncertain existing" or the like is an uncertain seat, which
                                                             is no record; seats that are an "example" are listed too
    (:Party {merged: true,                                   the party has former ids, of parties that were merged into it
             cell: "educators/local/actor/school",           its column or `area:` and its area, its level, its shape, its kind
             spot: "educators/local/actor/school place id"}) the same with its place (`-`: none): its rank among all parties
    (:Assignment {area_balance: "area 2026-05-01 id",        its place in the balance list of the area that decided on it
                  stage: "taken 2026-02-01 id",              open: its step and since when; closed: `reported_back`, since when,
                                                             unless that report is verified
                  unowned: "2026-02-01 id",                  open and without an owner: since when it is at its step
                  deferred: "999997 id",                     open and deferred three times: a million less the times, so that
                                                             what is deferred most sorts first
                  paused: "2026-05-01 id",                   open and on hold or deferred: until when
                  hand_off: "forum addressee",               open: the party that decided and the addressee
                  crowded: "forum addressee",                the same, if at least three have been open there at one time
                  kinds: "branschforum order",               open, at a step, without a date: the kinds of the deciding forum
                                                             (`-`: no forum) and of the decision
                  decided: "2026-01-20 order",               the day and the kind of its decision
                  disordered: "id",                          of all its steps, whatever the day, some are out of order
                  overtaken: "id",                           some are a step of the trail after a supersession
                  course: ["taken:2026-02-01"]})             its steps but pauses, extensions and verifications, with their days;
                                                             those that hold for some days alone with these: `:2026-02-01:`
    (:Decision {matter: "forum example 2026",                with a case number: who decided, whether it is invented, the numbers
                                                             in its name: only such decisions can be about one matter
                repeated: "forum example 2026"})             the same, if another decision has it too

An assignment without a step has the step `none`, since the day of its decision. A day that is not known is `unknown`, which sorts
after all days. `queries.questions.standing_lists` reads these places, `queries.questions.hand_offs` the hand-offs. `disordered`,
`overtaken`, `crowded` and `repeated` name candidates: on a day only what counted on that day makes a finding.

All are written in the same transaction as the records that they derive from.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from model.changes.operations import Operation, Values
from model.map_counts import AREA_PREFIX, NOTHING
from model.vocabulary.decisions import Assignment, Decision, Step
from model.vocabulary.forums import Forum, Seat
from model.vocabulary.record import Record

MERGED_PROPERTY = "merged"
ASSIGNMENT_PLACES = (
    "area_balance", "stage", "unowned", "deferred", "paused", "hand_off", "kinds", "decided", "disordered", "overtaken"
)  # fmt: skip
CROWDED_PROPERTY = "crowded"
COURSE_PROPERTY = "course"
MATTER_PROPERTIES = ("matter", "repeated")
CELL_PROPERTIES = ("cell", "spot")
DERIVED_PROPERTIES = frozenset((
    "listed", "seated", *ASSIGNMENT_PLACES, COURSE_PROPERTY, CROWDED_PROPERTY,
    *MATTER_PROPERTIES, *CELL_PROPERTIES, MERGED_PROPERTY,
))  # fmt: skip
NUMBERS = re.compile(r"\d+")
AFTER_EVERY_ID = "~"
"""A string that sorts after every letter of an id."""
DERIVATION_TEXTS: Mapping[type[Record], tuple[str, ...]] = {
    Forum: ("derived/forums",),
    Assignment: ("derived/assignments", "derived/trails"),
}
"""The queries that derive the properties of a type's nodes. They take ids."""


def derive_properties(type_: type[Record], values: Values) -> dict[str, bool | str | None]:
    """Return the properties that are derived from the record alone; None removes one."""
    if type_ is Decision:
        return {"matter": make_matter(values), "repeated": None}
    if not type_.party:
        return {}
    cell = make_cell(type_, values)
    return {
        MERGED_PROPERTY: bool(values.get("former_ids")) or None,
        "cell": cell,
        "spot": f"{cell} {values.get('place') or NOTHING} {values['id']}",
    }


def make_cell(party: type[Record], values: Values) -> str:
    """Return where a party stands on the map, with its shape and kind: "area:education/regional/forum/council"."""
    area = values.get("area")
    column = f"{AREA_PREFIX}{area}" if area else values.get("type") or NOTHING
    return "/".join([column, values.get("level") or NOTHING, party.stem(), values.get("kind") or NOTHING])


def make_matter(decision: Values) -> str | None:
    """Return what decisions about one matter have in common; None without a case number or a known origin."""
    if not (decision.get("taken_in") and decision.get("case_number")):
        return None
    example = ["example"] if decision.get("example") else []
    return " ".join([decision["taken_in"], *example, *list_numbers(decision["name"])])


def list_numbers(name: str) -> list[str]:
    """Return the numbers in a name, as texts in alphabetical order."""
    return sorted(NUMBERS.findall(name))


def find_outdated(type_: type[Record], batch: Sequence[Operation]) -> Iterator[tuple[str, set[str]]]:
    """Yield the queries to run after operations on one type are written, each with the ids that it takes."""
    if type_ is Assignment:
        yield "derived/assignments", {item.id for item in batch if item.after is not None}
        yield "derived/trails", {item.id for item in batch if _has_changed(item, "decision")}
    elif type_ is Step:
        yield "derived/trails", {values["assignment"] for item in batch for values in (item.before, item.after) if values}
    elif type_ is Forum:
        yield "derived/forums", {item.id for item in batch if item.after is not None}
        yield "derived/assignments-of-forums", {item.id for item in batch if _has_changed(item, "area", "kind")}
    elif type_ is Decision:
        changed = {item.id for item in batch if _has_changed(item, "taken_in", "taken_on", "kind")}
        yield "derived/assignments-of-decisions", changed
        yield "derived/trails-of-decisions", {item.id for item in batch if _has_changed(item, "taken_on")}
        matters = (make_matter(values) for item in batch for values in (item.before, item.after) if values)
        yield "derived/matters", {matter for matter in matters if matter}
    elif type_ is Seat:
        yield "derived/forums", {values["forum"] for item in batch for values in (item.before, item.after) if values}


def _has_changed(item: Operation, *fields: str) -> bool:
    """Return whether one of the fields changed in an existing record. Nothing derives from a new record yet."""
    before, after = item.before, item.after
    return bool(before and after and any(before.get(field) != after.get(field) for field in fields))


def forum_prefix_of(area: str | None, level: str) -> str:
    """Return the prefix of `listed` for the forums of an area at a level."""
    return f"{area or ''}/{level}/"


def select_own_fields(properties: Values) -> dict[str, Any]:
    """Return a node's properties without the derived ones."""
    return {name: value for name, value in properties.items() if name not in DERIVED_PROPERTIES}
