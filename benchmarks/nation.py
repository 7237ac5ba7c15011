"""An invented landscape of a nation's size, as a folder of CSV files: `python -m benchmarks.nation FOLDER --factor 0.01`.

The same sizes and seed write the same files. Rows are written as they are made; only the ids of parties are kept in memory.
Everything in it is invented and marked so: places are called `Län 7` and `Kommun 7-3`, nobody is named.
"""

import argparse
import csv
from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import Enum
from itertools import accumulate, chain
from pathlib import Path
from random import Random
from typing import TextIO

TODAY = date(2026, 11, 24)
"""The day up to which something has happened; what is overdue is so on this day."""
FIRST = date(2015, 1, 1)
REGIONS, MUNICIPALITIES = 21, 290
SOURCE = "nation-2026"
MARKS = (f"{SOURCE} påhittat", "ja")
"""The evidence and the example mark that every row ends with."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many rows of each kind are made; of `seats` and `steps` about so many."""

    actors: int = 100_000
    forums: int = 10_000
    seats: int = 300_000
    flows: int = 200_000
    decisions: int = 500_000
    assignments: int = 600_000
    steps: int = 360_000

    def scale(self, factor: float) -> "Sizes":
        """The same landscape `factor` times as large; never fewer actors than there are regions."""
        sizes = {name: max(1, round(size * factor)) for name, size in asdict(self).items()}
        return Sizes(**sizes | {"actors": max(2 * REGIONS, sizes["actors"])})


# --- what a nation has of each register ------------------------------------------------------------------------------

HEADINGS = {
    "source": ("id", "name", "year", "terms"),
    "actor_type": ("id", "name", "name_en", "order"),
    "level": ("id", "name", "name_en", "order", "forums"),
    "actor_kind": ("id", "name", "name_en", "plural_name"),
    "place": ("id", "name", "kind", "within"),
    "role": ("id", "name", "name_en"),
    "area": ("id", "name", "name_en", "order", "colour", "roles"),
    "actor": ("id", "name", "type", "kind", "level", "place", "part_of", "valid_from", "valid_to"),
    "landscape": ("id", "name", "name_en", "owner", "base_iri", "languages"),
    "forum_kind": ("id", "name", "name_en", "plural_name"),
    "seat_rule": ("id", "name", "forum_kind", "rule", "force", "actor_kinds", "least", "most"),
    "forum": ("id", "name", "kind", "area", "level", "type", "place", "standing", "valid_from", "valid_to"),
    "function": ("id", "name", "type", "level", "place", "held_at", "standing"),
    "involvement": ("id", "source", "target", "certainty", "certainty_reason", "valid_from", "valid_to"),
    "representation": ("id", "source", "target", "standing", "valid_from", "valid_to"),
    "flow": ("id", "source", "target", "kind", "carries", "standing", "valid_from", "valid_to"),
    "seat": (
        "id", "forum", "holder", "position", "mandate", "on_behalf_of", "standing", "certainty", "certainty_reason",
        "valid_from", "valid_to",
    ),
    "chain_rule": (
        "id", "name", "kind", "scope", "from_area", "from_level", "from_kinds", "to_area", "to_level", "to_kinds", "same_area",
        "place",
    ),
    "decision": ("id", "name", "kind", "taken_in", "taken_on", "case_number", "follows_up"),
    "assignment": ("id", "decision", "addressee", "owner", "due"),
    "step": ("id", "assignment", "kind", "on", "until", "reason"),
    "step_norm": ("id", "step", "days"),
}  # fmt: skip
"""The columns of each file, in the model's words; `evidence` and `example` are added to all."""

ACTOR_KINDS = {
    "foretag": ("företag", "company", "Företag", "naringsliv", 52),
    "branschorganisation": ("branschorganisation", "branch organisation", "Branschorganisationer", "naringsliv", 5),
    "skola": ("skola", "school", "Skolor", "utbildare", 14),
    "hogskola": ("högskola", "university", "Högskolor", "utbildare", 1),
    "myndighetskontor": ("myndighetskontor", "authority's office", "Myndighetskontor", "myndighet", 5),
    "forvaltning": ("förvaltning", "municipal department", "Förvaltningar", "region-kommun", 9),
    "fackforbund": ("fackförbund", "union", "Fackförbund", "parter", 5),
    "forening": ("förening", "association", "Föreningar", "parter", 9),
    "region": ("region", "region", "Regioner", "region-kommun", 0),
    "kommun": ("kommun", "municipality", "Kommuner", "region-kommun", 0),
    "myndighet": ("myndighet", "authority", "Myndigheter", "myndighet", 0),
}
"""Id → name, English name, plural, column of the map, share of the ordinary actors."""

FORUM_KINDS = {
    "branschforum": ("branschforum", "branch forum", "Branschforum"),
    "programrad": ("programråd", "programme council", "Programråd"),
    "samverkansrad": ("samverkansråd", "collaboration council", "Samverkansråd"),
    "kompetensverkstad": ("lokal kompetensverkstad", "local competence workshop", "Lokala kompetensverkstäder"),
    "samverkansgrupp": ("lokal samverkansgrupp", "local collaboration group", "Lokala samverkansgrupper"),
    "natverk": ("nätverk", "network", "Nätverk"),
}
KINDS_AT = {
    "regional": ("branschforum", "programrad", "samverkansrad"),
    "lokal": ("kompetensverkstad", "samverkansgrupp", "programrad"),
}
AREAS = ("utbildning", "omstallning", "forberedande")
RECORDED = ("forberedande", "regional")
"""The area and level whose forums all have their members on record: there "not at all" can be told from "unknown"."""

REGISTERS: dict[str, tuple[tuple[object, ...], ...]] = {
    "source": ((SOURCE, "Exempel: ett påhittat land (exempel)", 2026, "Påhittat för att mäta. Ingenting här är fakta."),),
    "actor_type": (
        ("naringsliv", "Arbetsgivare & bransch", "Employers & branches", 1),
        ("utbildare", "Utbildare", "Educators", 2),
        ("myndighet", "Myndigheter", "Authorities", 3),
        ("region-kommun", "Region & kommun", "Region & municipalities", 4),
        ("parter", "Parter & civilsamhälle", "Unions & civil society", 5),
    ),
    "level": (
        ("nationell", "Nationell", "National", 1, "nej"),
        ("regional", "Regional", "Regional", 2, "ja"),
        ("lokal", "Lokal", "Local", 3, "ja"),
    ),
    "actor_kind": tuple((id_, *words[:3]) for id_, words in ACTOR_KINDS.items()),
    "role": (("anstaller", "De som anställer", "Those who employ"), ("utbildar", "Utbildare", "Educators")),
    "area": (
        (AREAS[0], "Utbildning", "Education", 1, "green", "anstaller|utbildar"),
        (AREAS[1], "Omställning", "Transition", 2, "blue", "anstaller|utbildar"),
        (AREAS[2], "Förberedande insatser", "Preparatory measures", 3, "yellow", "utbildar"),
    ),
    "seat_rule": (
        ("foretag-i-branschforum", "Plats för företag", "branschforum", "seat", "recommended", "foretag", 1, ""),
        (
            "naringslivet-inte-i-minoritet",
            "Näringslivet är inte i minoritet",
            "branschforum",
            "not_minority",
            "rule",
            "foretag|branschorganisation|fackforbund",
            "",
            "",
        ),
        (
            "arbetslivet-i-programrad",
            "Ledamöter från arbetslivet",
            "programrad",
            "seat",
            "law",
            "foretag|branschorganisation",
            1,
            "",
        ),
        ("skolan-leder-programrad", "Skolan är ordförande", "programrad", "chair", "law", "skola", "", ""),
        ("moten-i-samverkansrad", "Två till fyra möten per år", "samverkansrad", "meetings", "recommended", "", 2, 4),
    ),
    "landscape": (
        ("nation", "Ett påhittat land", "An invented nation", "region-1", "https://landskap.example/nation/", "sv|en"),
    ),
    "forum_kind": tuple((id_, *words) for id_, words in FORUM_KINDS.items()),
    "chain_rule": (
        ("behov", "Behov till omställning", "demand", "each-from", AREAS[0], "regional", "", AREAS[1], "regional", "", "nej", ""),
        ("stod", "Stöd uppåt", "support", "each-from", "", "lokal", "", "", "regional", "", "ja", ""),
        (
            "kommuner",
            "Behov till kommunerna",
            "demand",
            "each-municipality",
            "",
            "",
            "branschforum",
            "",
            "",
            "kompetensverkstad",
            "nej",
            "landet",
        ),
    ),
    "step_norm": (
        ("stegtid-taken", "taken", 14),
        ("stegtid-communicated", "communicated", 60),
        ("stegtid-line-decision", "line_decision", 120),
        ("stegtid-executed", "executed", 60),
    ),
}

FLOW_KINDS = {
    "demand": "behov av kompetens",
    "delivery": "utbildade och vägledda",
    "support": "stöd i en fråga",
    "order": "beställd utbildning",
    "information": "lägesbild",
}
DECISION_KINDS = ("decision", "order", "request", "proposal")
SUBJECTS = (
    "Fler platser i yrkesutbildningen", "Validering av kunskaper", "Språkstöd på arbetsplatsen", "Gemensam vägledning",
    "Snabbspår för omställning", "Kartläggning av behov", "Kurs för handledare", "Gemensam mötesplats",
)  # fmt: skip
OWNERS = ("regional samordnare", "lokal samordnare", "rektor", "näringslivschef", "")
TRAIL = ("taken", "communicated", "line_decision", "executed", "reported_back")
PAUSES = {"held": "väntar på underlag", "deferred": "nästa möte", "extended": "fler deltar"}
ENDINGS = {"reported_back": "", "rejected": "ryms inte i uppdraget", "superseded": "ersatt av ett senare beslut"}


class Fate(Enum):
    """What became of an assignment: its share of those of the older half of the decisions, and of the newer."""

    ENDED = 0.66, 0.34
    OVERDUE = 0.08, 0.12
    AT_STEP = 0.07, 0.11
    SILENT = 0.05, 0.05
    PAUSED = 0.002, 0.008
    AHEAD = 0.138, 0.372


FATES = tuple(Fate)
FATES_OF = [list(accumulate(shares)) for shares in zip(*(fate.value for fate in FATES), strict=True)]
STEPPED = (Fate.ENDED, Fate.AT_STEP, Fate.PAUSED)
"""The fates that take a step on record."""

Step = tuple[str, int, int | None, str]
"""Kind, day, until, reason; days are the calendar's ordinals."""


# --- files -----------------------------------------------------------------------------------------------------------


class Tables:
    """The files of a folder, open to be written; `counts` says how many rows each has."""

    def __init__(self, folder: Path, files: ExitStack) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.counts: Counter[str] = Counter()
        self._writers = {
            stem: csv.writer(_open_writer(files, folder / f"{stem}.csv"), delimiter=";", lineterminator="\n") for stem in HEADINGS
        }
        for stem, columns in HEADINGS.items():
            self._writers[stem].writerow((*columns, "evidence", "example"))

    def row(self, stem: str, *cells: object) -> None:
        """Write a row of the type that is called `stem`, marked as invented; None is an empty cell."""
        self._writers[stem].writerow(cells + MARKS)
        self.counts[stem] += 1


def _open_writer(files: ExitStack, path: Path) -> TextIO:
    return files.enter_context(path.open("w", encoding="utf-8-sig", newline=""))


# --- the nation ------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Region:
    """What is needed of a region while the rest is made: its municipalities, and the ids of its parties."""

    number: int
    municipalities: int
    parties: list[str] = field(default_factory=list)
    actors: list[str] = field(default_factory=list)
    seated: list[str] = field(default_factory=list)
    forums: list[str] = field(default_factory=list)
    networks: list[str] = field(default_factory=list)


class Nation:
    """One nation in the making. Call the methods in the order of `write_nation`: each uses what those before it made."""

    def __init__(self, sizes: Sizes, seed: int, tables: Tables) -> None:
        self.sizes, self.random, self.tables = sizes, Random(seed), tables
        self.regions = [Region(0, 0), *self._counties()]
        self._weights = list(accumulate(region.municipalities for region in self.regions))

    def _counties(self) -> Iterator[Region]:
        """The regions, of one to some forty municipalities each."""
        weights = [0.3 + self.random.expovariate(1) for _ in range(REGIONS)]
        extra = Counter(self.random.choices(range(REGIONS), weights, k=MUNICIPALITIES - REGIONS))
        return (Region(number + 1, 1 + extra[number]) for number in range(REGIONS))

    def registers(self) -> None:
        """Everything that there is little of, and the places."""
        for stem, rows in REGISTERS.items():
            for row in rows:
                self.tables.row(stem, *row)
        self.tables.row("place", "landet", "Landet", "country", "")
        for region in self.regions[1:]:
            self.tables.row("place", f"lan-{region.number}", f"Län {region.number}", "county", "landet")
            for number in range(1, region.municipalities + 1):
                id_, name = f"kommun-{region.number}-{number}", f"Kommun {region.number}-{number}"
                self.tables.row("place", f"plats-{id_}", name, "municipality", f"lan-{region.number}")

    # Actors, the areas that they act in, the regional coordinators.

    def actors(self) -> None:
        """The regions' own organisations, municipalities, national authorities, then everybody else."""
        for region in self.regions[1:]:
            self._actor(region, f"region-{region.number}", f"Region {region.number}", "region", "regional")
            self._coordinator(region)
        self._municipalities(min(MUNICIPALITIES, self.sizes.actors // 10))
        for number in range(max(1, self.sizes.actors // 1000)):
            self._actor(self.regions[0], f"myndighet-{number + 1}", f"Myndighet {number + 1} (exempel)", "myndighet", "nationell")
        kinds = tuple(ACTOR_KINDS)
        shares = list(accumulate(words[-1] for words in ACTOR_KINDS.values()))
        for number in range(self.tables.counts["actor"], self.sizes.actors):
            kind = kinds[self._one_of(shares)]
            id_, name = f"{kind}-{number:06}", f"{ACTOR_KINDS[kind][0].capitalize()} {number} (exempel)"
            self._actor(self._region(), id_, name, kind, "regional" if self.random.random() < 0.2 else "lokal")

    def _municipalities(self, most: int) -> None:
        """An actor for every municipality, the first of each region first."""
        numbers = [(number, region) for region in self.regions for number in range(1, region.municipalities + 1)]
        for number, region in sorted(numbers, key=lambda item: (item[0], item[1].number))[:most]:
            name = f"Kommun {region.number}-{number}"
            self._actor(
                region, f"kommun-{region.number}-{number}", name, "kommun", "lokal", f"plats-kommun-{region.number}-{number}"
            )

    def _actor(self, region: Region, id_: str, name: str, kind: str, level: str, place: str = "") -> None:
        chance = self.random.random
        part_of = self._pick(region.actors, 3) if region.actors and chance() < 0.08 else ""
        place = place or self._place(region, level)
        self.tables.row("actor", id_, name, ACTOR_KINDS[kind][3], kind, level, place, part_of, *self._validity(0.01))
        region.actors.append(id_)
        region.parties.append(id_)
        if chance() < 0.83 or kind == "region":
            region.seated.append(id_)
        self._acts_in(id_)

    def _acts_in(self, id_: str) -> None:
        for area in self.random.sample(AREAS, 1 + (self.random.random() < 0.4) + (self.random.random() < 0.1)):
            certainty = self._certainty(0.02)
            self.tables.row("involvement", f"{id_}-i-{area}", id_, area, *certainty, *self._validity(0.01))

    def _coordinator(self, region: Region) -> None:
        """The function that a region's flows go through, after the region itself."""
        id_, name = f"samordnare-{region.number}", f"Regional samordnare {region.number} (exempel)"
        place, home = f"lan-{region.number}", f"region-{region.number}"
        self.tables.row("function", id_, name, "region-kommun", "regional", place, home, "proposed")
        region.parties.append(id_)

    # Forums, their members, the networks that represent.

    def forums(self) -> None:
        """Networks with those whom they represent, then forums with their seats."""
        networks = self.sizes.forums // 10
        for number in range(self.sizes.forums):
            if number < networks:
                self._network(number)
            else:
                self._forum(number, self.sizes.forums - number)
        for region in self.regions:
            self._shuffle_behind_hubs(region.parties)

    def _network(self, number: int) -> None:
        region = self._region()
        id_, name = f"natverk-{number:05}", f"Nätverk {number} (exempel)"
        level = "regional" if self.random.random() < 0.6 else "lokal"
        place = self._place(region, level)
        self.tables.row("forum", id_, name, "natverk", "", level, "region-kommun", place, self._standing(), *self._validity(0.01))
        region.parties.append(id_)
        region.networks.append(id_)
        members = min(len(region.actors), self.random.randint(5, 40))
        for member in self.random.sample(region.actors, members):
            validity = self._validity(0.03)
            self.tables.row("representation", f"{id_}-for-{member}", id_, member, self._standing(), *validity)

    def _forum(self, number: int, left: int) -> None:
        region, area = self._region(), self.random.choice(AREAS)
        level = "regional" if self.random.random() < 0.4 else "lokal"
        kind = self.random.choice(KINDS_AT[level])
        id_, name = f"{kind}-{number:05}", f"{FORUM_KINDS[kind][0].capitalize()} {number} (exempel)"
        place = self._place(region, level)
        self.tables.row("forum", id_, name, kind, area, level, "", place, self._standing(), *self._validity(0.01))
        region.parties.append(id_)
        region.forums.append(id_)
        mean = (self.sizes.seats - self.tables.counts["seat"]) / left
        if (area, level) == RECORDED or self.random.random() > 0.06:
            held: set[str] = set()
            for order in range(max(5, min(60, round(self.random.gauss(mean * 1.05, mean / 2))))):
                held |= {self._seat(id_, order, region, held)} - {""}

    def _seat(self, forum: str, order: int, region: Region, held: set[str]) -> str:
        """A seat; who holds it, none of those who hold one in the forum already."""
        chance = self.random.random
        tried = chain(["" if chance() < 0.06 else self._holder(region)], (self._holder(self._region()) for _ in range(50)))
        holder = next((party for party in tried if party not in held), "")
        behalf = self._pick(region.actors, 1.5) if holder and chance() < 0.04 else ""
        position = ("chair", "convener")[order] if order < 2 else self._often("member", "deputy", "coopted")
        mandate = self._often("", "decide", "directional", "none")
        self.tables.row(
            "seat", f"{forum}-plats-{order + 1}", forum, holder, position, mandate, "" if behalf == holder else behalf,
            self._standing(), *self._certainty(0.03), *self._validity(0.04),
        )  # fmt: skip
        return holder

    def _holder(self, region: Region) -> str:
        chance = self.random.random()
        if chance < 0.04 and region.networks:
            return self._pick(region.networks, 1.5)
        if chance < 0.07:
            return self._pick(self.regions[0].actors, 2)
        return self._pick((self._region() if chance < 0.1 else region).seated, 2)

    def _shuffle_behind_hubs(self, parties: list[str]) -> None:
        """What stands first is picked most: the region and its coordinator stay, the others come as it falls out."""
        others = parties[2:]
        self.random.shuffle(others)
        parties[2:] = others

    # Flows.

    def flows(self) -> None:
        """Between a party that is rather a hub and one that is rather not, in one direction or the other."""
        kinds = tuple(FLOW_KINDS)
        for number in range(self.sizes.flows):
            source, target = self._ends()
            kind = self.random.choice(kinds)
            carries, standing = FLOW_KINDS[kind], self._standing()
            self.tables.row("flow", f"flode-{number:06}", source, target, kind, carries, standing, *self._validity(0.03))

    def _ends(self) -> tuple[str, str]:
        region, chance = self._region(), self.random.random()
        other = self.regions[0] if chance < 0.06 else self._region() if chance < 0.12 else region
        hub, end = self._pick(other.parties, 3.5), self._pick(region.parties, 1.3)
        if hub == end:
            return self._ends()
        return (hub, end) if self.random.random() < 0.5 else (end, hub)

    # Decisions, whom they are addressed to, what became of them.

    def decisions(self) -> None:
        """Each with its addressees, as many in all as there are to be."""
        days = TODAY.toordinal() - 30 - FIRST.toordinal()
        for number in range(self.sizes.decisions):
            day = FIRST.toordinal() + int(days * self.random.random())
            region = self._region()
            taken_in = self._pick(region.forums or region.actors, 1.5)
            earlier = f"beslut-{self.random.randrange(number):06}" if number and self.random.random() < 0.03 else ""
            id_, name = f"beslut-{number:06}", f"{self.random.choice(SUBJECTS)}, {number} (exempel)"
            case = f"EX {date.fromordinal(day).year}:{number}"
            kind = self.random.choice(DECISION_KINDS)
            self.tables.row("decision", id_, name, kind, taken_in, _format_day(day), case, earlier)
            for order in range(self._addressees(self.sizes.decisions - number)):
                self._assignment(id_, order + 1, region, day)

    def _addressees(self, left: int) -> int:
        """One for most decisions, up to eight for some; `left` decisions share the assignments that remain."""
        spare = self.sizes.assignments - self.tables.counts["assignment"] - left
        wanted = 1 + (self.random.randint(1, 7) if self.random.random() < spare / left / 4 else 0)
        return 1 + max(0, min(spare, wanted - 1)) if left > 1 else 1 + max(0, spare)

    def _assignment(self, decision: str, order: int, region: Region, day: int) -> None:
        newer = day > (FIRST.toordinal() + TODAY.toordinal()) // 2
        fate = FATES[self._one_of(FATES_OF[newer])]
        id_ = f"uppdrag-{decision[7:]}-{order}"
        addressee, owner = self._pick(region.parties, 2), self.random.choice(OWNERS)
        self.tables.row("assignment", id_, decision, addressee, owner, _format_day(self._due(fate, day)))
        for number, (kind, on, until, reason) in enumerate(self._steps(fate, day)):
            self.tables.row("step", f"{id_}-{number + 1}", id_, kind, _format_day(on), _format_day(until), reason)

    def _due(self, fate: Fate, day: int) -> int | None:
        """The assignment's own date."""
        today = TODAY.toordinal()
        if fate in (Fate.AT_STEP, Fate.SILENT):
            return None
        if fate is Fate.OVERDUE:
            return self.random.randint(day + 14, today - 1)
        if fate is Fate.AHEAD:
            return self.random.randint(today, today + 1500)
        return self.random.randint(day + 60, day + 500) if self.random.random() < 0.8 else None

    def _steps(self, fate: Fate, day: int) -> list[Step]:
        """What is on record: mostly the last event alone, for some the whole trail."""
        if fate not in STEPPED:
            return []
        on = self.random.randint(day, TODAY.toordinal())
        if fate is Fate.PAUSED:
            kind = self.random.choice(tuple(PAUSES))
            pause: Step = (kind, on, on + self.random.randint(20, 400), PAUSES[kind])
            return [pause, ("resumed", TODAY.toordinal(), None, "")] if self.random.random() < 0.1 else [pause]
        last = self.random.randrange(4) if fate is Fate.AT_STEP else 4
        kind = TRAIL[last] if last < 4 else self._often(*ENDINGS)
        before = TRAIL[:last] if self.random.random() < self._whole_trails() else ()
        return [
            *((step, day + (on - day) * n // 5, None, "") for n, step in enumerate(before)),
            (kind, on, None, ENDINGS.get(kind, "")),
        ]

    def _whole_trails(self) -> float:
        """The share of trails that are on record from their beginning, so that there are as many steps as there are to be."""
        least = sum(sum(fate.value) / 2 for fate in STEPPED)
        longer = 4 * sum(Fate.ENDED.value) / 2 + 1.5 * sum(Fate.AT_STEP.value) / 2
        return (self.sizes.steps / self.sizes.assignments - least) / longer

    # How things fall out.

    def _region(self) -> Region:
        """A region, the large ones more often."""
        return self.regions[self._one_of(self._weights)]

    def _one_of(self, upto: Sequence[float]) -> int:
        """An index, by cumulated weights."""
        return min(bisect(upto, self.random.random() * upto[-1]), len(upto) - 1)

    def _pick(self, ids: Sequence[str], power: float) -> str:
        """One of `ids`: the higher `power`, the more often one of the first."""
        return ids[int(len(ids) * self.random.random() ** power)]

    def _often(self, first: str, *others: str) -> str:
        """The first of some words nine times of ten."""
        return first if self.random.random() < 0.9 else self.random.choice(others)

    def _place(self, region: Region, level: str) -> str:
        if not region.municipalities:
            return "landet"
        if level == "regional":
            return f"lan-{region.number}"
        return f"plats-kommun-{region.number}-{int(region.municipalities * self.random.random() ** 1.5) + 1}"

    def _standing(self) -> str:
        return "proposed" if self.random.random() < 0.12 else "existing"

    def _certainty(self, uncertain: float) -> tuple[str, str]:
        return ("uncertain", "påhittad osäkerhet") if self.random.random() < uncertain else ("certain", "")

    def _validity(self, over: float) -> tuple[str, str]:
        """The first and the last day; a share `over` of all is over before today, as many begin on a day that is known."""
        chance = self.random.random()
        if chance > 2 * over:
            return "", ""
        begun = self.random.randint(FIRST.toordinal(), TODAY.toordinal() - 400)
        return _format_day(begun), _format_day(begun + self.random.randint(30, 399)) if chance < over else ""


def _format_day(day: int | None) -> str:
    return date.fromordinal(day).isoformat() if day else ""


def write_nation(folder: Path, sizes: Sizes | None = None, seed: int = 1) -> dict[str, int]:
    """Write a nation to `folder` (made if there is none; files of the same names are replaced); the rows of each file."""
    with ExitStack() as files:
        tables = Tables(folder, files)
        nation = Nation(sizes or Sizes(), seed, tables)
        nation.registers()
        nation.actors()
        nation.forums()
        nation.flows()
        nation.decisions()
    return dict(tables.counts)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.nation", description="An invented landscape of a nation's size.")
    parser.add_argument("folder", type=Path, help="where the CSV files are written")
    parser.add_argument("--factor", type=float, default=1.0, help="how large, of a whole nation (1)")
    parser.add_argument("--seed", type=int, default=1)
    said = parser.parse_args()
    counts = write_nation(said.folder, Sizes().scale(said.factor), said.seed)
    for stem, count in counts.items():
        print(f"{stem:16} {count:>9,}")
    print(f"{'all':16} {sum(counts.values()):>9,}")


if __name__ == "__main__":
    main()
