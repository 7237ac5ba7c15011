"""Where the system begins and leads: the role from which demand comes, and the person's way between the areas (§6.4.4)."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from api.pages.system_answers import ArrowFlows, SystemAnswers
from model.language import Language, Localizable, PluralText
from model.text.names import name_of
from model.vocabulary.flows import FlowKind
from model.vocabulary.registers import Area
from viz.charts.system_frame import SystemBeginning, SystemWay


@dataclass(frozen=True, slots=True)
class AreaStep:
    """A step of the person's way: from area to area, with the deliveries between their forums."""

    source: Area
    target: Area
    flows: ArrowFlows


def find_steps(answers: SystemAnswers) -> list[AreaStep]:
    """Return the steps of the person's way: between which areas forums deliver people, the step from the last area first."""
    between: dict[tuple[str, str], ArrowFlows] = defaultdict(ArrowFlows)
    for (source, kind, target), arrow in answers.arrows.items():
        if kind == FlowKind.DELIVERY and source[0] != target[0]:
            between[source[0], target[0]].flows.extend(arrow.flows)
            between[source[0], target[0]].lacking.extend(arrow.lacking)
    areas = {area.id: area for area in answers.areas}
    order = [area.id for area in answers.areas]
    keys = sorted(between, key=lambda pair: (-order.index(pair[0]), abs(order.index(pair[0]) - order.index(pair[1]))))
    return [AreaStep(areas[source], areas[target], between[source, target]) for source, target in keys]


def find_first_area(answers: SystemAnswers) -> Area | None:
    """Return the area from which demand goes to others and to which none comes; None without just one."""
    given: Counter[str] = Counter()
    taken: Counter[str] = Counter()
    for source, kind, target in answers.arrows:
        if kind == FlowKind.DEMAND and source[0] != target[0]:
            given[source[0]] += 1
            taken[target[0]] += 1
    first = [area for area in answers.areas if given[area.id] and not taken[area.id]]
    return first[0] if len(first) == 1 else None


def find_beginning(answers: SystemAnswers, language: Language) -> SystemBeginning | None:
    """Return the role from which demand should come: the one that meets in the first area and in no other."""
    area = find_first_area(answers)
    if area is None:
        return None
    shared = {role for other in answers.areas if other.id != area.id for role in other.roles}
    roles = [answers.roles[id_] for id_ in area.roles if id_ in answers.roles and id_ not in shared]
    if len(roles) != 1:
        return None
    flows = [
        flow
        for flow in answers.entering
        if roles[0].id in answers.roles_of.get(flow.source, ()) and _is_in(flow.target, area, answers)
    ]
    arrow = ArrowFlows(flows=flows)
    word = FlowKind.DEMAND.term.in_(language)
    told = PluralText(
        "{n} flow of demand from {role} to {area}", "{n} flows of demand from {role} to {area}",
        n=len(flows), role=name_of(roles[0]), area=name_of(area),
    )  # fmt: skip
    name = name_of(roles[0]).in_(language)
    return SystemBeginning(area.id, name, f"{word[:1].upper()}{word[1:]} {len(flows)}", arrow.state, told.in_(language))


def _is_in(forum: str, area: Area, answers: SystemAnswers) -> bool:
    return any(row["forum"] == forum for box, rows in answers.forums.items() if box[0] == area.id for row in rows)


def list_person_ways(answers: SystemAnswers, language: Language) -> list[SystemWay]:
    """Return the person's way as the map draws it."""
    return [
        SystemWay(step.source.id, step.target.id, str(len(step.flows.flows)), step.flows.state, tell_step(step).in_(language))
        for step in find_steps(answers)
    ]


def tell_step(step: AreaStep) -> Localizable:
    """Return a step of the person's way in words."""
    return PluralText(
        "From {source} to {target}: {n} flow of delivery", "From {source} to {target}: {n} flows of delivery",
        n=len(step.flows.flows), source=name_of(step.source), target=name_of(step.target),
    )  # fmt: skip
