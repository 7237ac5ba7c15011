"""The system map: who feeds whom between the kinds of forum, what is missing, and each arrow opened to its forums (§6.4.4)."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from api.pages.addresses import SYSTEM, Addresses
from api.pages.page import Asked, WebPage
from api.pages.pictures import read_picture_style, write_svg
from api.pages.system_answers import ArrowFlows, ArrowKey, BoxKey, SystemAnswers, read_system_answers
from api.pages.system_ends import find_beginning, find_steps, list_person_ways, tell_step
from api.printing.chains_output import count_chain_cases, count_chain_states
from loaders.reports.data_tables import DataColumn, DataTable
from loaders.reports.report_sheets import SheetValue
from model.findings import Row
from model.language import JoinedText, Language, Localizable, PluralText, Term, Text
from model.text.describe import format_evidence
from model.text.names import name_of, plural_of, term_of
from model.vocabulary.flows import FlowKind
from model.vocabulary.record import Standing
from queries.landscape.parties import read_short_names
from viz.charts.drawing import Drawing, draw_picture
from viz.charts.system_map import SystemArrow, SystemBox, SystemMap, SystemPlace, draw_system
from viz.charts.system_signs import SIGNS, UNCERTAIN_SIGN, ArrowState
from viz.style.static_files import read_static

TITLE = Text("System map: who feeds whom")
WAY = Text("The person's way")
STATE_WORDS: Mapping[ArrowState, Text] = {
    "exists": Text("exists"),
    "proposed": Text("only proposed"),
    "none": Text("no flow on record"),
    "broken": Text("decisions stand still"),
}
PICTURES: Sequence[tuple[Text, str]] = (
    (Text("Demand"), "demand"), (Text("Support"), "support"), (Text("Delivery"), "delivery"),
)  # fmt: skip
"""The three pictures of §6.4.4, each by the kind of flow that it shows."""
CHAIN_MARKS = {"met": "done", "proposed": "planned", "broken": "none", "unknown": "unknown"}
MOST_IN_GRID = 60


def build_system_page(asked: Asked) -> WebPage:
    """Return the system map. Raises NotUnderstood."""
    answers = read_system_answers(asked)
    kinds = [kind for kind in FlowKind if kind in asked.query.get("kinds", "").split(",")] or [*FlowKind]
    shown = {key: arrow for key, arrow in answers.arrows.items() if key[1] in kinds}
    maker = _MapMaker(answers, shown, asked.link, asked.language, asked.query.get("pil"), kinds)
    system = maker.make_map()
    drawing, width = draw_system(system, TITLE.in_(asked.language), maker.sum_up().in_(asked.language))
    opened = next((key for key in answers.arrows if name_arrow(key) == asked.query.get("pil")), None)
    table = _make_table(answers, shown)
    return WebPage(
        template="system",
        title=TITLE,
        section=SYSTEM,
        content={
            "lede": maker.sum_up(),
            "map": _embed(drawing, width),
            "kinds": _list_kinds(answers, kinds, asked.link),
            "pictures": [(words, asked.link.same(kinds=code), asked.query.get("kinds") == code) for words, code in PICTURES],
            "everything": not asked.query.get("kinds"),
            **_count_states(shown),
            "opened": _open_arrow(asked, answers, maker, opened) if opened else None,
            "chains": _list_chains(answers),
            "chain_counts": JoinedText(count_chain_states(answers.chains.rows)),
            "without": maker.list_without(),
            "beginning": system.beginning,
            "ways": [(STATE_WORDS[step.flows.state], step.flows.state, tell_step(step)) for step in find_steps(answers)],
            "rows": table,
            "cut": answers.cut,
        },
        data=_make_data(answers, shown),
        tables=[table, _make_way_table(answers)],
        files={
            "svg": lambda path: write_svg(
                path, draw_picture(drawing, width, style=read_picture_style() + read_static("system.css"))
            )
        },
        styles=("charts.css", "segments.css", "system.css"),
    )


def _count_states(shown: Mapping[ArrowKey, ArrowFlows]) -> dict[str, Any]:
    """Return the signs of the states with how many arrows have each, and how many are uncertain."""
    counts = Counter(arrow.state for arrow in shown.values())
    return {
        "states": [(state, words, counts[state]) for state, words in STATE_WORDS.items()],
        "uncertain": sum(bool(arrow.uncertain) for arrow in shown.values()),
        "SIGNS": SIGNS,
        "UNCERTAIN": UNCERTAIN_SIGN,
    }


def _embed(drawing: Drawing, width: float) -> Markup:
    """Return the map for a page: as wide as it is, with its arrows as links."""
    sized = f'width="{width:.0f}" viewBox="0 0 {width:.0f} {drawing.height:.0f}"'
    svg = str(drawing.as_image("system")).replace('width="100%"', sized, 1)
    return Markup(svg.replace('role="img"', 'role="group"', 1))  # noqa: S704  # escaped by viz/draw/markup.py


def name_arrow(key: ArrowKey) -> str:
    """Return the name of an arrow in an address."""
    return "~".join((*key[0], key[1], *key[2]))


class _MapMaker:
    """Makes the map of the arrows that are shown."""

    def __init__(
        self,
        answers: SystemAnswers,
        shown: Mapping[ArrowKey, ArrowFlows],
        link: Addresses,
        language: Language,
        opened: str | None,
        kinds: Collection[FlowKind],
    ) -> None:
        self._answers, self._shown, self._link, self._language, self._opened = answers, shown, link, language, opened
        self._kinds = kinds
        used = Counter(box for source, _kind, target in answers.arrows for box in (source, target))
        cells = {box[:2] for box in used}
        boxes = [box for box in answers.forums if used[box] or box[:2] not in cells]
        self._boxes = sorted(boxes, key=lambda box: (used[box], box))
        self._without = [box for box in answers.forums if not used[box]]

    def sum_up(self) -> Text:
        """Return the answer in a sentence: how many arrows exist, are proposed, lack, and where decisions stand still."""
        states = Counter(arrow.state for arrow in self._shown.values())
        return Text(
            "{n} links between kinds of forum: {exists} exist, {proposed}, {none} have no flow on record, and in {broken}"
            " decisions stand still.",
            n=len(self._shown),
            exists=states["exists"],
            proposed=PluralText("{n} is only proposed", "{n} are only proposed", n=states["proposed"]),
            none=states["none"],
            broken=states["broken"],
        )

    def make_map(self) -> SystemMap:
        """Return the map."""
        areas = [area for area in self._answers.areas if any(box[0] == area.id for box in self._boxes)]
        levels = [level for level in self._answers.levels if any(box[1] == level.id for box in self._boxes)]
        return SystemMap(
            [SystemPlace(area.id, name_of(area).in_(self._language), area.purpose or "", str(area.colour)) for area in areas],
            [SystemPlace(level.id, name_of(level).in_(self._language)) for level in levels],
            [self._make_box(box) for box in self._boxes],
            [self._make_arrow(key, arrow) for key, arrow in sorted(self._shown.items())],
            find_beginning(self._answers, self._language) if FlowKind.DEMAND in self._kinds else None,
            list_person_ways(self._answers, self._language) if FlowKind.DELIVERY in self._kinds else (),
            WAY.in_(self._language),
        )

    def _make_box(self, box: BoxKey) -> SystemBox:
        forums = self._answers.forums[box]
        proposed = all(row["standing"] == Standing.PROPOSED for row in forums)
        return SystemBox(
            "~".join(box),
            box[0],
            box[1],
            self.name_box(box).in_(self._language),
            _count_forums(forums).in_(self._language),
            proposed,
        )

    def name_box(self, box: BoxKey) -> Term:
        """Return the name of a kind of forum, or of the forum if it is the only one."""
        forums = self._answers.forums[box]
        if len(forums) == 1:
            return term_of(forums[0], "short_name" if forums[0]["short_name"] else "name")
        return plural_of(self._answers.kinds[box[2]])

    def _make_arrow(self, key: ArrowKey, arrow: ArrowFlows) -> SystemArrow:
        source, kind, target = key
        name = name_arrow(key)
        chosen = name == self._opened
        word = FlowKind.of(kind).term.in_(self._language)
        still = Text("{n} still", n=arrow.stuck).in_(self._language) if arrow.stuck else ""
        return SystemArrow(
            name,
            "~".join(source),
            "~".join(target),
            kind,
            arrow.state,
            f"{word[:1].upper()}{word[1:]} {len(arrow.flows)}",
            self._tell(key, arrow).in_(self._language),
            self._link.same(pil=None if chosen else name) + ("" if chosen else "#pil"),
            uncertain=bool(arrow.uncertain or any(case["certainty"] == "uncertain" for case in arrow.lacking)),
            missing=not arrow.flows,
            still=still,
            chosen=chosen,
        )

    def _tell(self, key: ArrowKey, arrow: ArrowFlows) -> Localizable:
        parts: list[Localizable] = [
            Text(
                "{kind} from {source} to {target}",
                kind=FlowKind.of(key[1]).term,
                source=self.name_box(key[0]),
                target=self.name_box(key[2]),
            ),
            *describe_arrow(arrow),
        ]
        return JoinedText(parts)

    def list_without(self) -> list[tuple[Term, Localizable, str]]:
        """Return the kinds of forum without any flow to another kind, with how many, and the colour of their area."""
        colours = {area.id: str(area.colour) for area in self._answers.areas}
        return [(self.name_box(box), _count_forums(self._answers.forums[box]), colours[box[0]]) for box in sorted(self._without)]


def _count_forums(forums: Sequence[Row]) -> JoinedText:
    proposed = sum(row["standing"] == Standing.PROPOSED for row in forums)
    existing = len(forums) - proposed
    told = [PluralText("{n} exists", "{n} exist", n=existing)] if existing else []
    told += [PluralText("{n} proposed", "{n} proposed", n=proposed)] if proposed else []
    return JoinedText(told)


def describe_arrow(arrow: ArrowFlows) -> list[Localizable]:
    """Return in words how many flows an arrow has, how sure they are, what stands still, and what chain rules lack."""
    told: list[Localizable] = [
        PluralText("{n} flow", "{n} flows", n=len(arrow.flows)) if arrow.flows else Text("no flow on record")
    ]
    if proposed := len(arrow.flows) - arrow.existing:
        told.append(PluralText("{n} proposed", "{n} proposed", n=proposed))
    if arrow.uncertain:
        told.append(PluralText("{n} uncertain", "{n} uncertain", n=arrow.uncertain))
    if arrow.examples:
        told.append(PluralText("{n} example", "{n} examples", n=arrow.examples))
    if arrow.stuck:
        told.append(PluralText("{n} decision stands still", "{n} decisions stand still", n=arrow.stuck))
    if arrow.lacking:
        told.append(PluralText("{n} case lacks a flow", "{n} cases lack a flow", n=len(arrow.lacking)))
    return told


def _list_kinds(answers: SystemAnswers, kinds: Sequence[FlowKind], link: Addresses) -> list[dict[str, Any]]:
    """Return the kinds of flow as filters: each link adds or takes away one."""
    counts = Counter(key[1] for key, arrow in answers.arrows.items() for _flow in arrow.flows)
    return [
        {"name": kind.term, "count": counts[kind], "on": kind in kinds, "address": link.switch_kind(kind, kinds)}
        for kind in FlowKind
    ]


def _open_arrow(asked: Asked, answers: SystemAnswers, maker: _MapMaker, key: ArrowKey) -> dict[str, Any]:
    """Return an arrow opened: a grid of who feeds against who is fed, by municipality where each has its own."""
    arrow = answers.arrows[key]
    rows, columns = ([row["forum"] for row in answers.forums[box]][:MOST_IN_GRID] for box in (key[0], key[2]))
    states: dict[tuple[str, str], str] = {}
    for flow in sorted(arrow.flows, key=lambda flow: flow.rank, reverse=True):
        states[flow.source, flow.target] = "exists" if flow.standing == Standing.EXISTING else "proposed"
    stuck = {(row["forum"], row["party"]): row for row in arrow.breaks}
    states |= dict.fromkeys(stuck, "broken")
    names = read_short_names(asked.graph, [*rows, *columns])
    return {
        "kind": FlowKind.of(key[1]).term,
        "from": maker.name_box(key[0]),
        "to": maker.name_box(key[2]),
        "told": describe_arrow(arrow),
        "rows": [(id_, names[id_], [states.get((id_, other), "none") for other in columns]) for id_ in rows],
        "columns": [(id_, names[id_]) for id_ in columns],
        "hidden": sum(max(0, len(answers.forums[box]) - MOST_IN_GRID) for box in (key[0], key[2])),
        "stuck": arrow.breaks,
        "lacking": [{**case, "called": term_of(case), "cited": format_evidence(case["evidence"])} for case in arrow.lacking],
        "words": STATE_WORDS,
        "close": asked.link.same(pil=None),
    }


def _list_chains(answers: SystemAnswers) -> list[dict[str, Any]]:
    """Return the chain rules: broken first, then those with cases of which nothing is known."""
    order = ("broken", "unknown", "proposed", "met")

    def weigh(row: Row) -> tuple[bool, bool, int]:
        return not row["broken"], not row["unknown"], order.index(row["state"])

    return [
        {
            "name": term_of(row),
            "mark": CHAIN_MARKS[row["state"]],
            "counts": count_chain_cases(row),
            "example": row["example"],
            "uncertain": row["certainty"] == "uncertain",
            "cited": format_evidence(row["evidence"]),
        }
        for row in sorted(answers.chains.rows, key=weigh)
    ]


def _make_table(answers: SystemAnswers, shown: Mapping[ArrowKey, ArrowFlows]) -> DataTable:
    columns = [
        DataColumn("kind", Text("Flow"), 18),
        DataColumn("from", Text("From"), 40),
        DataColumn("to", Text("To"), 40),
        DataColumn("state", Text("State"), 20),
        *(
            DataColumn(name, heading, 12, number=True)
            for name, heading in (
                ("flows", Text("Flows")),
                ("existing", Text("Existing")),
                ("uncertain", Text("Uncertain")),
                ("examples", Text("Examples")),
                ("stuck", Text("Stand still")),
                ("lacking", Text("Lack a flow")),
            )
        ),
    ]
    areas, levels = ({each.id: name_of(each) for each in some} for some in (answers.areas, answers.levels))
    kinds = {id_: plural_of(kind) for id_, kind in answers.kinds.items()}
    rows: list[tuple[SheetValue, ...]] = [
        (
            FlowKind.of(key[1]).term,
            *(JoinedText((kinds[box[2]], areas[box[0]], levels[box[1]])) for box in (key[0], key[2])),
            STATE_WORDS[arrow.state],
            len(arrow.flows),
            arrow.existing,
            arrow.uncertain,
            arrow.examples,
            arrow.stuck,
            len(arrow.lacking),
        )
        for key, arrow in sorted(shown.items())
    ]
    return DataTable(Text("The system as a table"), columns, rows)


def _make_way_table(answers: SystemAnswers) -> DataTable:
    """Return the person's way as a table: a row for each step from area to area."""
    columns = [
        DataColumn("from", Text("From"), 40),
        DataColumn("to", Text("To"), 40),
        DataColumn("state", Text("State"), 20),
        DataColumn("flows", Text("Flows"), 12, number=True),
    ]
    rows = [
        (name_of(step.source), name_of(step.target), STATE_WORDS[step.flows.state], len(step.flows.flows))
        for step in find_steps(answers)
    ]
    return DataTable(WAY, columns, rows)


def _make_data(answers: SystemAnswers, shown: Mapping[ArrowKey, ArrowFlows]) -> dict[str, Any]:
    fields = ("area", "level", "kind")
    return {
        "way": [
            {
                "from": step.source.id,
                "to": step.target.id,
                "state": step.flows.state,
                "flows": [flow.flow for flow in step.flows.flows],
            }
            for step in find_steps(answers)
        ],
        "boxes": [
            dict(zip(fields, box, strict=True)) | {"forums": [row["forum"] for row in rows]}
            for box, rows in answers.forums.items()
        ],
        "arrows": [
            {
                "from": dict(zip(fields, key[0], strict=True)),
                "kind": key[1],
                "to": dict(zip(fields, key[2], strict=True)),
                "state": arrow.state,
                "flows": [flow.flow for flow in arrow.flows],
                **{name: getattr(arrow, name) for name in ("existing", "uncertain", "examples", "stuck")},
                "lacking": [dict(case) for case in arrow.lacking],
            }
            for key, arrow in sorted(shown.items())
        ],
        "chains": answers.chains.as_json(),
    }
