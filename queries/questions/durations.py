"""How long things take, while many still wait: per leg, per quarter of the decision, and per year as auditors publish it.

Start at `find_durations`. `tallies` counts the assignments that are read here, `duration_rows` and `duration_sentences` make rows
and sentences of the counts. Nothing is kept from one question to the next.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from model.findings import Answer, ProvenSentence, QueryCall
from model.language import Localizable, Term, Text
from model.text.names import term_of
from model.vocabulary.days import shift_day
from model.vocabulary.decisions import DecisionKind
from queries.landscape.parties import find_area, find_party, find_source, find_with_predecessors
from queries.questions.duration_rows import list_duration_rows
from queries.questions.duration_sentences import make_duration_sentence
from queries.questions.hand_offs import read_full_names
from queries.questions.parameters import MOST_GROUPS, DurationsQuestion, find_ids
from queries.questions.standing_lists import AFTER_EVERY_DAY, UNKNOWN_DAY
from queries.questions.tallies import GroupKey, Tallies, decision_day_of
from queries.server.catalogue import cite_query
from queries.server.graph import Graph, Reader

MOST_ASSIGNMENTS = 50_000
"""About so many assignments are counted, those of the latest decisions; a quarter is counted as a whole or not at all."""
OF_PERIOD, OF_FORUM, OF_ADDRESSEES = "durations/of-period", "durations/of-forum", "durations/of-addressees"
FIRST_DAY = "durations/first-day"
_Row = dict[str, Any]


def find_durations(graph: Graph, question: DurationsQuestion) -> Answer:
    """Return how long assignments take. The question names forum, addressee and area by their ids.

    Rows have a field `what`. "leg": the waits of a group at a leg, see `duration_rows.summarize_leg`. "cohort": what
    became of the assignments of a quarter within 90, 180 and 365 days. "year": what has become of those of a year. Each leg
    has a sentence. Invented assignments are counted apart. If there are too many, the parameter `read_from` is the first day of
    the decisions that are counted. The answer is kept until the graph changes.
    """
    return graph.keep(("durations", question), lambda: _count_durations(graph, question))


def _count_durations(graph: Graph, question: DurationsQuestion) -> Answer:
    tallies, source, read_from, cut = graph.read_in_transaction(lambda reader: read_tallies(reader, question))
    groups, more = tallies.list_groups(question.most)
    names = _name_groups(graph, question.by, groups)
    rows = [{**row, **names[row["group"]]} for row in list_duration_rows(tallies, groups, question)]
    parameters: _Row = {**question.given("by", "leg", "forum", "addressee", "area", "kind", "since", "until", "source")}
    parameters |= {"most": question.most} if question.most != MOST_GROUPS else {}
    parameters |= {"read_from": read_from} if cut else {}
    sentences = [
        ProvenSentence(
            rule=f"duration-{row['leg']}",
            sentence=make_duration_sentence(row),
            entities=(row["group"],) if row["group"] and question.by in ("forum", "addressee", "area") else (),
            asked=source,
            rows=(),
            evidence=(),
            example=row["example"],
        )
        for row in rows
        if row["what"] == "leg"
    ]
    return Answer("durations", parameters, question.on, rows, sentences, cut or more)


def read_tallies(reader: Reader, question: DurationsQuestion) -> tuple[Tallies, QueryCall, str | None, bool]:
    """Return the counts, the query that they are from, the first day that was read, and whether that left any out."""
    return _DurationReader(reader, question).read()


def answer_durations(graph: Graph, question: DurationsQuestion) -> Answer:
    """Answer `find_durations` for parties and areas given by id, name or alias. Raises NotFound."""
    find = {"forum": find_party, "addressee": find_party, "area": find_area, "source": find_source}
    return find_durations(graph, question.model_copy(update=find_ids(graph, question, find)))


class _DurationReader:
    """Reads the assignments that a question asks about, the latest decisions first."""

    def __init__(self, reader: Reader, question: DurationsQuestion) -> None:
        self._reader, self._question = reader, question
        self._shared = {
            "area": question.area or "",
            "kinds": [question.kind] if question.kind else [],
            "source": question.source or "",
            "by": question.by or "",
            "on": question.on,
        }
        self._bounds = {"from_day": question.since or "", "until_day": shift_day(question.until, 1) if question.until else ""}
        self._tallies = Tallies(question)

    def read(self) -> tuple[Tallies, QueryCall, str | None, bool]:
        """Return the counts, the query that they are from, the first day that was read, and whether that left any out."""
        question = self._question
        if not (question.forum or question.addressee):
            return self._read_periods()
        name, parameters = OF_FORUM, {**self._shared, "forum": question.forum or "", **self._bounds}
        if question.addressee:
            addressees = find_with_predecessors(self._reader, question.addressee, question.on)
            name, parameters = OF_ADDRESSEES, {**parameters, "addressees": addressees}
        rows = self._reader.read(name, **parameters).rows
        days = sorted((decision_day_of(course) for row in rows for course in row["courses"]), reverse=True)
        cut = len(days) > MOST_ASSIGNMENTS
        if cut:  # the earliest day may not be whole
            earliest = days[MOST_ASSIGNMENTS - 1]
            rows = [
                row | {"courses": [one for one in row["courses"] if earliest < decision_day_of(one) < UNKNOWN_DAY]}
                for row in rows
            ]
            days = [day for day in days if earliest < day]
        self._tallies.add(rows)
        first = min((day for day in days if day != UNKNOWN_DAY), default=None)
        return self._tallies, cite_query(name, parameters), first, cut

    def _read_periods(self) -> tuple[Tallies, QueryCall, str | None, bool]:
        """Read quarter by quarter, from the day asked about backwards, then the decisions of unknown day."""
        question = self._question
        first = next((row["taken_on"] for row in self._reader.read(FIRST_DAY).rows), None)
        first = max(first, question.since) if first and question.since else first
        read_from, cut = None, False
        last = min(question.on, question.until or question.on)
        for begin, end in _list_quarters(first, last) if first else ():
            if self._tallies.counted >= MOST_ASSIGNMENTS:
                cut = True
                break
            read_from = max(begin, first or begin)
            answer = self._reader.read(OF_PERIOD, **self._shared, from_day=read_from, until_day=end)
            self._tallies.add(answer.rows)
            cut |= answer.cut
        if not (question.since or question.until):
            answer = self._reader.read(OF_PERIOD, **self._shared, from_day=UNKNOWN_DAY, until_day=UNKNOWN_DAY + AFTER_EVERY_DAY)
            self._tallies.add(answer.rows)
            cut |= answer.cut
        source = cite_query(OF_PERIOD, {**self._shared, "from_day": read_from or last, "until_day": shift_day(last, 1)})
        return self._tallies, source, read_from, cut


def _list_quarters(first: str, last: str) -> Iterator[tuple[str, str]]:
    """Yield the first day of each quarter from that of `last` back to that of `first`, and the day after its last (or `last`)."""
    end = shift_day(last, 1)
    year, month = int(last[:4]), (int(last[5:7]) - 1) // 3 * 3 + 1
    while end > first:
        begin = f"{year:04}-{month:02}-01"
        yield begin, end
        end, (year, month) = begin, (year, month - 3) if month > 3 else (year - 1, 10)


def _name_groups(graph: Graph, by: str | None, keys: Sequence[GroupKey]) -> dict[str | None, _Row]:
    """Return the fields with the name of each group: None without grouping, and "unknown" where the group is not known."""
    ids = {key.group for key in keys if key.group}
    names: dict[str, Localizable] = {}
    if by in ("forum", "addressee"):
        names = {**read_full_names(graph, ids)}
    elif by == "area":
        names = {row["id"]: term_of(row) for row in graph.read("registers/areas").rows}
    elif by == "kind":
        names = {kind.value: kind.term for kind in DecisionKind}
    named: dict[str | None, Localizable | None] = {id_: names.get(id_, Term(id_, id_)) for id_ in ids}
    named[None] = Text("unknown") if by else None
    return {id_: {"group_name": name and name.in_("sv"), "group_name_en": name and name.in_("en")} for id_, name in named.items()}
