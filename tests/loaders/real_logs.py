"""Two logs of the shape of real ones, made anew each time and always the same: a permit process, and a municipality's register.

They have what such logs have: events out of order and again, times of day with their zones, steps that are no steps, titles
that change, rows without a case number, words in the place of dates, pauses without a new date. Everything is invented.
"""

import csv
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from random import Random

_Row = list[str]
CASES, EVENTS, MUNICIPAL_ROWS = 1434, 8577, 2090
PERMIT_HEADINGS = [
    "", "case:channel", "case:concept:name", "case:deadline", "case:department", "case:enddate", "case:enddate_planned",
    "case:group", "case:responsible", "case:startdate", "concept:instance", "concept:name", "lifecycle:transition", "org:group",
    "org:resource", "time:timestamp",
]  # fmt: skip
PATH = (
    "Confirmation of receipt", "T02 Check confirmation of receipt", "T04 Determine confirmation of receipt",
    "T05 Print and send confirmation of receipt", "T06 Determine necessity of stop advice",
    "T10 Determine necessity to stop indication",
)  # fmt: skip
RARE = tuple(
    f"T{number} {what}" for number in (11, 12, 14, 15, 16, 17, 18, 19, 20) for what in ("Check report Y", "Adjust report Y")
)
ZONES = (timezone(timedelta(hours=1)), timezone(timedelta(hours=2)), UTC)


def write_permits(path: Path) -> None:
    """Write the log of the permit process: 8,577 events of 1,434 cases, in columns of the standard."""
    random = Random(14)
    rows: list[_Row] = []
    for number in range(CASES):
        events = _make_permit_events(random, EVENTS // CASES + (number < EVENTS % CASES))
        start = datetime(2011, 1, 3, 8, tzinfo=random.choice(ZONES)) + timedelta(minutes=random.randrange(500_000))
        deadline = start + timedelta(days=56)
        case = [
            random.choice(("Internet", "Desk", "Post")), f"case-{10011 + number}", deadline.isoformat(" "), "General", "",
            deadline.isoformat(" "), f"Group {number % 9}", f"Resource{number % 40:02}", start.isoformat(" "),
        ]  # fmt: skip
        at = start
        for name in events:
            at += timedelta(minutes=random.randrange(-300, 9000))  # sometimes before the one before it
            rows.append(
                [*case, f"task-{len(rows)}", name, "complete", f"Group {random.randrange(9)}", "Resource01", at.isoformat(" ")]
            )
    _write(path, PERMIT_HEADINGS, ([str(number), *row] for number, row in enumerate(rows)), ",")


def _make_permit_events(random: Random, many: int) -> list[str]:
    """So many activities: the usual way, some of it again, some of it never reached, and what is rare."""
    usual = list(PATH[: random.choice((1, 4, 6, 6, 6))])
    events = [*usual, *(random.choice((*PATH[1:3], *RARE)) for _ in range(many - len(usual)))]
    return events[:many]


MUNICIPAL_HEADINGS = [
    "Diarienummer", "Ärende", "Nämnd", "Beslutsdatum", "Mottagare", "Klart senast", "Händelse", "Datum", "Ny tid", "Anteckning",
    "Handläggare",
]  # fmt: skip
BOARDS = {"Kommunstyrelsen": "kommunstyrelsen", "Byggnadsnämnden": "byggnadsnamnden", "Barn- och utbildningsnämnden": "bun"}
OFFICES = {"Samhällsbyggnadskontoret": "sbk", "Utbildningskontoret": "utbildning", "Ekonomiavdelningen": "ekonomi"}
UNKNOWN_OFFICE = "Stab och kansli"
DUE = ("snarast", "löpande", "våren 2026", "HT 2026", "v. 24", "2026-06", "senast i juni")
"""What stands for a date; all but 2026-06 is to be said."""


def write_municipal(path: Path) -> None:
    """Write the municipality's register: 2,090 events, 74 of them without a case number, 171 of titles that have changed."""
    random = Random(12)
    rows: list[_Row] = []
    for number in range(MUNICIPAL_ROWS):
        if len(rows) >= MUNICIPAL_ROWS - WITHOUT:
            break
        rows += _make_case(random, number, MUNICIPAL_ROWS - WITHOUT - len(rows))
    changed = iter([row for row in rows if row[6] == "Verkställt"][:CHANGED])
    for row in changed:
        row[1] = row[1].replace("Motion om", "Svar på motion om")
    for number in range(WITHOUT):
        day = _pick_day(random, 2025)
        rows.append(
            [
                "",
                f"Information om område {number}",
                random.choice([*BOARDS]),
                day,
                "Ekonomiavdelningen",
                "",
                "Beslut",
                day,
                "",
                "",
                "A",
            ]
        )
    random.shuffle(rows)
    _write(path, MUNICIPAL_HEADINGS, rows, ";")


WITHOUT, CHANGED = 74, 171


def _make_case(random: Random, number: int, most: int) -> Iterator[_Row]:
    board, office = random.choice([*BOARDS]), random.choice([*OFFICES, *OFFICES, UNKNOWN_OFFICE])
    taken = date(2025, 1, 7) + timedelta(days=random.randrange(400))
    due = random.choice(DUE) if random.random() < 0.6 else (taken + timedelta(days=120)).isoformat()
    case = [f"KS 2025/{number:04}", f"Motion om område {number}", board, taken.isoformat(), office, due]
    events = ["Registrerat", "Beslut", "Expedierat", "Bordlagt", "Verkställt", "Återrapporterat"][
        : random.choice((3, 4, 5, 6, 6))
    ]
    day = taken - timedelta(days=20)
    for event in events[:most]:
        day += timedelta(days=random.randrange(-3, 40))
        on = taken if event == "Beslut" else day
        until = (day + timedelta(days=60)).isoformat() if event == "Bordlagt" and random.random() < 0.5 else ""
        stray = on.isoformat() if event == "Expedierat" and random.random() < 0.2 else until  # a new date where none belongs
        yield [*case, event, on.isoformat(), stray, "", "A"]


def _pick_day(random: Random, year: int) -> str:
    return (date(year, 1, 1) + timedelta(days=random.randrange(365))).isoformat()


def _write(path: Path, headings: Sequence[str], rows: "Iterator[_Row] | Sequence[_Row]", between: str) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=between)
        writer.writerow(headings)
        writer.writerows(rows)
