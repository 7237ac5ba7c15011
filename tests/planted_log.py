"""A decision log with planted stalls of each kind, their innocent near misses, and the list of what was planted.

The list is the generator's own: every way that a case may go says which rules it breaks, and nothing of the product is asked.
Which hand-offs are broken is counted from it: half of the open cases or more, and at least three.
"""

import csv
import io
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from model.vocabulary.actors import Actor
from model.vocabulary.contents import Contents
from model.vocabulary.decisions import StepKind, StepNorm
from model.vocabulary.forums import Forum
from tests.landscapes import actor, flow, forum, landscape, norm

ON = date(2026, 11, 30)
"""The day on which the log is looked at."""
FORUMS, ACTORS = 6, 40
USUAL = {StepKind.COMMUNICATED: 60, StepKind.LINE_DECISION: 100}
"""The usual days at a step, where the landscape says."""
WORDS = {
    "taken": "Beslutat", "communicated": "Expedierat", "line_decision": "Linjebeslut", "executed": "Verkställt",
    "reported_back": "Återrapporterat", "held": "Vilande", "deferred": "Bordlagt", "extended": "Anstånd", "resumed": "Återupptaget",
    "superseded": "Ersatt", "rejected": "Avslaget", "verified": "Bekräftat",
}  # fmt: skip
"""Step → the log's word for it."""
MAPPING = """kind: long
source: planterad
source_name: Planterad logg
columns:
  case: Dnr
  title: Rubrik
  taken_in: Organ
  addressee: Mottagare
  event: Händelse
  on: Datum
  until: Ny tid
  reason: Anteckning
  owner: Ansvarig
  due: Klart senast
dates: {snarast: , löpande: , ht: 08-15/12-31, halvårsskiftet: 06-30}
events:
""" + "".join(f"  {word}: {kind}\n" for kind, word in WORDS.items())
HEADINGS = ("Dnr", "Rubrik", "Organ", "Mottagare", "Händelse", "Datum", "Ny tid", "Anteckning", "Ansvarig", "Klart senast")
OUT_OF_REACH = {"ensam", "upphord"}
"""The actor without flows, and the one that has ended: flows count while both their ends hold."""
HAND_OFFS = {"overlamning-0": (3, 6), "overlamning-1": (3, 7), "overlamning-2": (2, 2), "overlamning-3": (5, 5)}
"""Addressees of one forum alone → how many of their cases are stuck, and how many are open."""
LATER = "2027-06-30"
"""A due date that nothing has reached."""


@dataclass(slots=True)
class PlantedCase:
    """A case: its events as (step, days before ON, days before ON of the new date), its due date, and what it breaks."""

    events: list[tuple[str, int] | tuple[str, int, int]]
    breaks: tuple[str, ...] = ()
    due: str = LATER
    owner: str = "Utvecklingschef"
    open: bool = True
    title: str = ""
    forum: int | None = None
    to: str = ""

    @property
    def stuck(self) -> bool:
        """Whether it is past its own date, a pause's, or the usual time."""
        return any(rule.startswith("past-") for rule in self.breaks)


@dataclass(slots=True)
class PlantedLog:
    """The log as CSV, and what was planted: rule → ids of what it is about, joined with `+` as the findings' ids."""

    text: str
    planted: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    cases: Counter[str] = field(default_factory=Counter)


def before(days: int) -> str:
    """The day so many days before ON."""
    return (ON - timedelta(days=days)).isoformat()


def build_parties() -> Contents:
    """The landscape that the log is loaded into: everything flows to everybody, but for one actor; another has ended."""
    only: list[Actor] = [actor(id_, name=id_.replace("-", " ")) for id_ in HAND_OFFS]
    forums: list[Forum] = [forum(f"forum-{n}", "gron", name=f"Forum {n}") for n in range(FORUMS)]
    actors: list[Actor] = [actor(f"aktor-{n}", name=f"Aktör {n}") for n in range(ACTORS)]
    alone = actor("ensam", name="Ensam")
    ended, ends = actor("upphord", valid_to=before(1)), actor("sista-dagen", name="Sista dagen", valid_to=before(0))
    flows = [flow(one.id, actors[0].id) for one in forums]
    chain = [flow("aktor-0", party.id) for party in (*actors[1:], *only, ended, ends)]
    norms: list[StepNorm] = [norm(step, days) for step, days in USUAL.items()]
    return landscape(forums, actors, only, alone, ended, ends, flows, chain, norms)


def word_of_period(draw: random.Random, days: int) -> str:
    """A due date so many days before ON, as a day or as a week that ends on it."""
    day = ON - timedelta(days=days)
    year, week, weekday = day.isocalendar()
    return f"v. {week} {year}" if weekday == 7 and draw.random() < 0.9 else day.isoformat()


_Way = Callable[[random.Random], PlantedCase]


def list_stalls() -> dict[str, _Way]:
    """The ways that a case stalls: one or several for each rule."""
    told: list[tuple[str, int] | tuple[str, int, int]] = [("taken", 85), ("communicated", 80)]
    late = [("taken", 55), ("communicated", 50)]
    return {
        "own date": lambda draw: PlantedCase([*late], ("past-own-date",), word_of_period(draw, draw.randint(1, 40))),
        "month": lambda _draw: PlantedCase([*late], ("past-own-date",), "oktober 2026"),
        "midsummer": lambda _draw: PlantedCase([("taken", 290), ("communicated", 200), ("line_decision", 190)], ("past-own-date",), "halvårsskiftet 2026"),
        "extended": lambda draw: PlantedCase([*late, ("extended", 45, draw.randint(1, 40))], ("past-own-date",), before(44)),
        "usual time": lambda draw: PlantedCase([("taken", 95), ("communicated", draw.randint(61, 90))], ("past-usual-time",), "snarast"),
        "usual time at home": lambda draw: PlantedCase(
            [("taken", 320), ("communicated", 310), ("line_decision", draw.randint(101, 300))], ("past-usual-time",), ""
        ),
        "pause": lambda draw: PlantedCase([*told, ("held", 60, draw.randint(1, 59))], ("past-pause",)),
        "deferral": lambda draw: PlantedCase([*told, ("deferred", 60, draw.randint(1, 59))], ("past-pause",), ""),
        "report awaited": lambda draw: PlantedCase([*late, ("executed", 20)], due=before(draw.randint(1, 19))),
        "executed late": lambda draw: PlantedCase([*late, ("executed", 20)], due=before(draw.randint(21, 40))),
        "report paused": lambda _draw: PlantedCase([*late, ("executed", 20), ("held", 15, 2)]),
        "never communicated": lambda draw: PlantedCase([("taken", draw.randint(31, 400))], ("never-communicated",)),
        "no line decision": lambda draw: PlantedCase([("taken", 420), ("communicated", draw.randint(91, 400))], ("no-line-decision",)),
        "not reported back": lambda draw: PlantedCase([*told, ("executed", draw.randint(31, 79))], ("not-reported-back",)),
        "claim unverified": lambda draw: PlantedCase(
            [("taken", 420), ("communicated", 410), ("executed", draw.randint(91, 400))], ("not-reported-back", "never-verified")
        ),
        "never verified": lambda draw: PlantedCase(
            [("taken", 420), ("communicated", 410), ("executed", 405), ("reported_back", draw.randint(91, 400))],
            ("never-verified",), open=False,
        ),
        "no owner": lambda draw: PlantedCase([*late], ("no-owner",), owner=""),
        "deferred": lambda draw: PlantedCase(
            [*told, ("deferred", 70, 50), ("deferred", 49, 30), ("deferred", draw.randint(1, 29), -20)], ("deferred-often",)
        ),
        "deferred and late": lambda draw: PlantedCase(
            [*told, ("deferred", 70, 50), ("deferred", 49, 30), ("deferred", 29, 20), ("deferred", 19, draw.randint(1, 18))],
            ("deferred-often", "past-pause"),
        ),
        "superseded": lambda draw: PlantedCase(
            [*told, ("superseded", 60), ("executed", draw.randint(1, 59))], ("superseded-active",), open=False
        ),
        "disorder": lambda draw: PlantedCase([("taken", 85), ("executed", 29), ("communicated", draw.randint(1, 28))], ("steps-out-of-order",)),
        "before its decision": lambda draw: PlantedCase(
            [("taken", 20), ("communicated", draw.randint(21, 50))], ("steps-out-of-order",)
        ),
        "ended addressee": lambda _draw: PlantedCase([*late], ("addressee-ended",), to="upphord"),
    }  # fmt: skip


def list_near_misses() -> dict[str, _Way]:
    """The innocent cases that are as near as can be: the last day that is allowed, or the step that settles it."""
    told: list[tuple[str, int] | tuple[str, int, int]] = [("taken", 85), ("communicated", 80)]
    late = [("taken", 55), ("communicated", 50)]
    return {
        "due today": lambda _draw: PlantedCase([*late], due=before(0)),
        "due this month": lambda _draw: PlantedCase([*late], due="2026-11"),
        "due this term": lambda _draw: PlantedCase([*late], due="HT 2026"),
        "extended to today": lambda _draw: PlantedCase([*late, ("extended", 40, 0)], due=before(20)),
        "done in the end": lambda _draw: PlantedCase([*late, ("executed", 20), ("reported_back", 10)], due=before(30), open=False),
        "usual today": lambda _draw: PlantedCase([("taken", 65), ("communicated", 60)], due="löpande"),
        "usual at home today": lambda _draw: PlantedCase([("taken", 320), ("communicated", 310), ("line_decision", 100)], due=""),
        "no date": lambda draw: PlantedCase([("taken", draw.randint(1, 30))], due=""),
        "paused until today": lambda _draw: PlantedCase([*told, ("held", 60, 0)], due=before(30)),
        "resumed": lambda _draw: PlantedCase([*told, ("held", 60, 20), ("resumed", 10)]),
        "told in time": lambda _draw: PlantedCase([("taken", 30)]),
        "told today": lambda _draw: PlantedCase([("taken", 200), ("communicated", 0)]),
        "decided in time": lambda _draw: PlantedCase([("taken", 100), ("communicated", 90)]),
        "decided today": lambda _draw: PlantedCase([("taken", 200), ("communicated", 150), ("line_decision", 0)]),
        "reported in time": lambda _draw: PlantedCase([*told, ("executed", 30)]),
        "reported today": lambda _draw: PlantedCase([*told, ("executed", 60), ("reported_back", 0)], open=False),
        "verified in time": lambda _draw: PlantedCase([("taken", 200), ("communicated", 190), ("executed", 100), ("reported_back", 90)], open=False),
        "verified": lambda draw: PlantedCase(
            [("taken", 420), ("communicated", 410), ("executed", 405), ("reported_back", 300), ("verified", draw.randint(0, 299))],
            open=False,
        ),
        "closed without an owner": lambda _draw: PlantedCase([*late, ("reported_back", 10)], owner="", open=False),
        "deferred twice": lambda _draw: PlantedCase([*told, ("deferred", 70, 50), ("deferred", 49, -20)]),
        "deferred and done": lambda _draw: PlantedCase(
            [*told, ("deferred", 70, 50), ("deferred", 49, 30), ("deferred", 29, 20), ("reported_back", 10)], open=False
        ),
        "superseded": lambda _draw: PlantedCase([*told, ("executed", 60), ("superseded", 50)], open=False),
        "superseded and taken up": lambda _draw: PlantedCase([*told, ("superseded", 60), ("resumed", 50), ("executed", 20)]),
        "same day": lambda _draw: PlantedCase([("taken", 20), ("executed", 20), ("communicated", 20)]),
        "told again": lambda _draw: PlantedCase([("taken", 85), ("communicated", 60), ("executed", 29), ("communicated", 10)]),
        "addressee until today": lambda _draw: PlantedCase([*late], to="sista-dagen"),
        "rejected": lambda _draw: PlantedCase([("taken", 300), ("rejected", 290)], due=before(200), open=False),
    }  # fmt: skip


def plant_log(seed: int, cases: int = 5000, each: int = 40) -> PlantedLog:
    """A log of so many cases: `each` of every stall, as many of every near miss, pairs of matters, the rest in order."""
    draw, log = random.Random(seed), PlantedLog("")
    rows: list[Sequence[str]] = []
    ways = [*list_stalls().items(), *((f"not {name}", way) for name, way in list_near_misses().items())]
    chosen = [(name, way(draw)) for name, way in ways for _times in range(each)]
    chosen += [("out of reach", PlantedCase([("taken", 20), ("communicated", 10)], to="ensam")) for _times in range(each)]
    for to, (stuck, open_) in HAND_OFFS.items():
        late = list_stalls()["own date"]
        chosen += [("hand-off", replace(late(draw), to=to, forum=0)) for _nth in range(stuck)]
        chosen += [("hand-off", PlantedCase([("taken", 20)], to=to, forum=0)) for _nth in range(open_ - stuck)]
    pairs = [pair for _times in range(each) for pair in _plant_pairs(draw)]
    while len(chosen) + 2 * len(pairs) < cases:
        chosen.append(("in order", _make_ordinary(draw)))
    draw.shuffle(chosen)
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    number = 0
    for name, case in chosen:
        number += 1
        _add(log, rows, draw, number, name, case, counts)
    for same, first, again in pairs:
        ids = [_add(log, rows, draw, number + nth, "matter", case, counts) for nth, case in ((1, first), (2, again))]
        number += 2
        if same:
            log.planted["same-matter"].add("+".join(sorted(ids)))
    for (forum_id, addressee), (open_, stuck) in counts.items():
        if stuck >= 3 and 2 * stuck >= open_:
            log.planted["hand-off-broken"].add("+".join(sorted((forum_id, addressee))))
    log.text = _write(rows, draw)
    return log


def _make_ordinary(draw: random.Random) -> PlantedCase:
    """A case that goes as it should, and is somewhere on its way."""
    days = [draw.randint(0, 25)]
    steps = ["taken", "communicated", "line_decision", "executed", "reported_back"][: draw.randint(1, 5)]
    for _step in steps[1:]:
        days.insert(0, days[0] + draw.randint(1, 25))
    return PlantedCase([*zip(steps, days, strict=True)], open=steps[-1] != "reported_back")


def _plant_pairs(draw: random.Random) -> list[tuple[bool, PlantedCase, PlantedCase]]:
    """The same matter decided twice while the first is open, and what only looks so. The number tells the pairs apart."""
    number, forum_ = draw.randrange(10**9), draw.randrange(FORUMS)

    def pair(
        n: int, first: PlantedCase, again: PlantedCase, other: str = "", elsewhere: int = 0
    ) -> tuple[PlantedCase, PlantedCase]:
        first.title = f"Gemensam upphandling {number + n * 10**9}"
        again.title, first.forum, again.forum = other or first.title, forum_, (forum_ + elsewhere) % FORUMS
        first.to, again.to = first.to or "aktor-1", again.to or "aktor-1"
        return first, again

    def decided(days: int, to: str = "") -> PlantedCase:
        return PlantedCase([("taken", days), ("communicated", days - 1)], to=to)

    done = PlantedCase([("taken", 55), ("reported_back", 50)], open=False)
    return [
        (True, *pair(1, decided(58), decided(draw.randint(1, 57)))),
        (False, *pair(2, done, decided(20))),
        (False, *pair(3, decided(58), decided(20), f"Gemensam upphandling {number + 9 * 10**9 + 1}")),
        (False, *pair(4, decided(58), decided(20), elsewhere=1)),
        (False, *pair(5, decided(58), decided(58))),
        (False, *pair(6, decided(58), decided(20, "aktor-2"))),
        (False, *pair(7, PlantedCase([("taken", 430), ("communicated", 425), ("line_decision", 58)]), decided(20))),
    ]


def _add(
    log: PlantedLog, rows: list[Sequence[str]], draw: random.Random, number: int, name: str, case: PlantedCase,
    counts: dict[tuple[str, str], list[int]],
) -> str:  # fmt: skip
    """Write the rows of a case, note what it breaks, and return the id of its decision."""
    log.cases[name] += 1
    forum_ = draw.randrange(FORUMS) if case.forum is None else case.forum
    to = case.to or f"aktor-{draw.randrange(ACTORS)}"
    case_number, decision = f"PL 2026/{number}", f"pl-2026-{number}"
    title = case.title or f"Uppdrag {number} om samverkan"
    for kind, days, *new in case.events:
        until = before(new[0]) if new else ""
        reason = "Enligt anteckning" if kind in ("held", "deferred", "extended", "superseded", "rejected") else ""
        rows.append((case_number, title, f"Forum {forum_}", to, WORDS[kind], before(days), until, reason, case.owner, case.due))
    assignment = f"{decision}-till-{to}"
    for rule in case.breaks:
        log.planted[rule].add(assignment)
    if case.open and any(kind == "executed" for kind, *_days in case.events):
        log.planted["report-awaited"].add(assignment)
    if to in OUT_OF_REACH and case.open:
        log.planted["out-of-reach"].add("+".join(sorted((f"forum-{forum_}", to))))
    counts[f"forum-{forum_}", to][0] += case.open and not any(kind == "executed" for kind, *_days in case.events)
    counts[f"forum-{forum_}", to][1] += case.stuck
    return decision


def _write(rows: list[Sequence[str]], draw: random.Random) -> str:
    """The log as CSV, its rows in no order at all."""
    draw.shuffle(rows)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(HEADINGS)
    writer.writerows(rows)
    return text.getvalue()
