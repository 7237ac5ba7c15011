"""Small landscapes for tests: builders with short names, and random ones for hypothesis."""

import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Any

from hypothesis import strategies as st

from model.vocabulary.actors import Actor, Involvement
from model.vocabulary.assignment_state import derive_assignments
from model.vocabulary.contents import Contents
from model.vocabulary.decisions import TRAIL, Assignment, Decision, DecisionKind, Step, StepKind, StepNorm
from model.vocabulary.flows import Flow, FlowKind
from model.vocabulary.forums import Forum, ForumKind, Position, Representation, Seat
from model.vocabulary.record import EARLIEST_DAY, LATEST_DAY, Certainty, Record, Standing
from model.vocabulary.registers import ActorType, Area, Colour, Level, Role, Source

EVIDENCE = ("kalla §1",)
BASE: tuple[Record, ...] = (
    Source(id="kalla", name="Källa", evidence=EVIDENCE),
    ActorType(id="typ", name="Typ", order=1, evidence=EVIDENCE),
    Level(id="regional", name="Regional", order=1, forums=True, evidence=EVIDENCE),
    Level(id="lokal", name="Lokal", order=2, forums=True, evidence=EVIDENCE),
    Role(id="roll", name="Roll", evidence=EVIDENCE),
    Area(id="gron", name="Grönt", order=1, colour=Colour.GREEN, roles=("roll",), evidence=EVIDENCE),
    Area(id="gul", name="Gult", order=2, colour=Colour.YELLOW, roles=("roll",), evidence=EVIDENCE),
    ForumKind(id="slag", name="slag", plural_name="Slag", evidence=EVIDENCE),
)


def actor(id_: str, **more: Any) -> Actor:
    """An actor."""
    return Actor(**{"id": id_, "name": id_.capitalize(), "type": "typ", "level": "lokal", "evidence": EVIDENCE} | more)


def forum(id_: str, area: str | None = "gron", level: str = "regional", **more: Any) -> Forum:
    """A forum."""
    fields = {"id": id_, "name": id_.capitalize(), "kind": "slag", "area": area, "level": level, "standing": Standing.EXISTING}
    return Forum(**fields | {"type": None if area else "typ", "evidence": EVIDENCE} | more)


def flow(source: str, target: str, kind: FlowKind = FlowKind.DEMAND, **more: Any) -> Flow:
    """A flow."""
    fields = {"id": f"{source}-{kind}-{target}", "source": source, "target": target, "kind": kind, "standing": Standing.EXISTING}
    return Flow(**fields | {"evidence": EVIDENCE} | more)


def seat(in_: str, holder: str | None, **more: Any) -> Seat:
    """A seat."""
    fields = {"id": f"{in_}-{holder or 'vakant'}", "forum": in_, "holder": holder, "standing": Standing.EXISTING}
    return Seat(**fields | {"evidence": EVIDENCE} | more)


def concerns(who: str, area: str) -> Involvement:
    """That an area concerns an actor."""
    return Involvement(id=f"{who}-i-{area}", source=who, target=area, evidence=EVIDENCE)


def represents(network: str, who: str, **more: Any) -> Representation:
    """That a network represents an actor or another network."""
    fields = {"id": f"{network}-for-{who}", "source": network, "target": who, "standing": Standing.EXISTING}
    return Representation(**fields | {"evidence": EVIDENCE} | more)


def decision(id_: str, *assignments: Assignment, **more: Any) -> list[Record]:
    """A decision with its assignments."""
    fields = {"id": id_, "name": id_.capitalize(), "kind": DecisionKind.DECISION, "evidence": EVIDENCE}
    return [Decision(**fields | more), *assignments]


def assignment(id_: str, of: str, to: str, **more: Any) -> Assignment:
    """An assignment."""
    return Assignment(**{"id": id_, "decision": of, "addressee": to, "evidence": EVIDENCE} | more)


def step(of: str, kind: StepKind, on: str, **more: Any) -> Step:
    """A step."""
    return Step(
        **{"id": f"{of}-{kind.replace('_', '-')}-{on}", "assignment": of, "kind": kind, "on": on, "evidence": EVIDENCE} | more
    )


def norm(kind: StepKind, days: int, **more: Any) -> StepNorm:
    """A usual step time."""
    fields: dict[str, Any] = {"id": f"norm-{kind.replace('_', '-')}", "step": kind, "days": days, "evidence": EVIDENCE}
    return StepNorm(**fields | more)


def landscape(*records: Record | Iterable[Record]) -> Contents:
    """The base with `records`, trails kept."""
    flat = [one for item in records for one in ([item] if isinstance(item, Record) else item)]
    return derive_assignments(Contents([*BASE, *flat]))


DAYS = st.dates(min_value=date(2025, 1, 1), max_value=date(2026, 12, 31)).map(str)
NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cf", "Cn")), min_size=1, max_size=20).map(
    lambda name: " ".join(unicodedata.normalize("NFC", name).split()) or "å"
)

PERIODS = {"valid_to_edtf": "2025-09/2026-01-01", "valid_to_words": "hösten, till nyår"}
DETAILS = st.fixed_dictionaries(
    {},
    optional={
        "aliases": st.lists(NAMES, max_size=3).map(tuple),
        "other_types": st.just(("typ",)),
        "description": st.sampled_from(["Åäö – ”citat” 'x' \\ $id {id}", "∅ 🗺️", "1\n2"]),
        "valid_from": st.sampled_from([EARLIEST_DAY, "2026-01-01"]),
        "valid_to": st.sampled_from(["2026-01-01", LATEST_DAY]),
    },
).map(lambda details: details | PERIODS if details.get("valid_to") == "2026-01-01" else details)
"""What an actor may have or not: lists, letters, dates at the limits."""


def _succession(draw: st.DrawFn, n: int) -> dict[str, Any]:
    """What actor number `n` was called before it was merged, and which of those before it it resulted from."""
    former = draw(st.sampled_from([(), (f"x{n}",), (f"x{n}", f"y{n}")]))
    return {
        "former_ids": former,
        "resulted_from": tuple(draw(st.sets(st.sampled_from([f"a{m}" for m in range(n)])))) if n else (),
    }


@st.composite
def landscapes(draw: st.DrawFn, parties: int = 7) -> Contents:
    """A random landscape of actors, forums, flows, seats, networks, involvements and decisions with steps."""
    actors = [
        actor(f"a{n}", **_succession(draw, n), name=draw(NAMES), **draw(DETAILS)) for n in range(draw(st.integers(1, parties)))
    ]
    forums = [
        forum(
            f"f{n}",
            draw(st.sampled_from(["gron", "gul", None])),
            draw(st.sampled_from(["regional", "lokal"])),
            women=draw(st.sampled_from([None, 0, 1, 1_000_000])),
        )
        for n in range(draw(st.integers(0, 4)))
    ]
    ids = [party.id for party in (*actors, *forums)]
    pairs = draw(
        st.lists(st.tuples(st.sampled_from(ids), st.sampled_from(ids), st.sampled_from(FlowKind)), max_size=16, unique=True)
    )
    flows = [_date_flow(draw, flow(a, b, kind, standing=draw(st.sampled_from(Standing)))) for a, b, kind in pairs if a != b]
    records: list[Record] = [*actors, *forums, *flows]
    for place in forums:
        holders = draw(st.lists(st.sampled_from([*ids, None]), max_size=4, unique=True))
        records += [
            _doubt_seat(
                draw, seat(place.id, holder, position=draw(st.sampled_from(Position)), number=draw(st.sampled_from([1, 2])))
            )
            for holder in holders
        ]
    for one in actors:
        records += [concerns(one.id, area) for area in draw(st.lists(st.sampled_from(["gron", "gul"]), unique=True))]
        records += [
            represents(network, one.id)
            for network in draw(st.lists(st.sampled_from(ids), max_size=2, unique=True))
            if network != one.id
        ]
    for member in forums:
        records += [
            represents(network, member.id)
            for network in draw(st.lists(st.sampled_from(ids), max_size=1, unique=True))
            if network != member.id
        ]
    for n in range(draw(st.integers(0, 4))):
        records += _decision(draw, n, ids)
    records += [
        norm(kind, draw(st.integers(0, 60))) for kind in draw(st.lists(st.sampled_from(StepKind), max_size=3, unique=True))
    ]
    return landscape(records)


def _date_flow(draw: st.DrawFn, record: Flow) -> Flow:
    first, last = sorted((draw(DAYS), draw(DAYS)))
    return draw(st.sampled_from([record, record.model_copy(update={"valid_from": first, "valid_to": last})]))


def _doubt_seat(draw: st.DrawFn, record: Seat) -> Seat:
    change = {"certainty": Certainty.UNCERTAIN, "certainty_reason": "osagt"}
    return draw(st.sampled_from([record, record.model_copy(update=change)]))


def _decision(draw: st.DrawFn, n: int, ids: list[str]) -> list[Record]:
    due = draw(st.one_of(st.none(), DAYS))
    owner = draw(st.sampled_from([None, "samordnaren"]))
    part = assignment(f"u{n}", f"b{n}", draw(st.sampled_from(ids)), due=due, owner=owner)
    taken = draw(st.one_of(st.none(), DAYS))
    days = DAYS.filter(lambda day: day >= (taken or day))
    kinds = _sort_trail(draw(st.lists(st.tuples(st.sampled_from(StepKind), days), max_size=4, unique=True)))
    steps = [step(f"u{n}", kind, on, until=_until(on, kind), reason="skäl") for kind, on in kinds]
    last = draw(st.sampled_from([None, None, "2026-05-01"]))
    return [*decision(f"b{n}", part, taken_in=draw(st.sampled_from([*ids, None])), taken_on=taken, valid_to=last), *steps]


def _sort_trail(kinds: list[tuple[StepKind, str]]) -> list[tuple[StepKind, str]]:
    """The same kinds on the same days, those of the trail in its order."""
    trail = [(kind, on) for kind, on in kinds if kind in TRAIL]
    steps = sorted((kind for kind, _on in trail), key=TRAIL.index)
    days = sorted(on for _kind, on in trail)
    return sorted({*zip(steps, days, strict=True), *(item for item in kinds if item[0] not in TRAIL)})


def _until(on: str, kind: StepKind) -> str | None:
    return "2026-12-31" if kind in (StepKind.HELD, StepKind.DEFERRED, StepKind.EXTENDED) else None
