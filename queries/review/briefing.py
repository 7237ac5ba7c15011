"""`landskap today`: what a coordinator should look at, in at most ten sentences, the worst first."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from model.findings import Finding
from model.history.revision_states import RevisionStanding
from model.language import LANGUAGES, JoinedText, Localizable, PluralText, Term, Text
from model.text.describe import rests_on
from model.text.names import term_of
from model.vocabulary.days import go_back_working_days, shift_day
from model.vocabulary.decisions import StepKind
from model.vocabulary.finding_rules import RULE_FACTS, FindingRule, Severity
from model.vocabulary.record import Certainty
from queries.archive.standing import read_revision_standings
from queries.journal.journal import NO_UPPER_BOUND
from queries.journal.search import ALL_MARKS, EntryRow, find_marked_changes
from queries.landscape.mutes import MuteInForce, read_mutes
from queries.landscape.parties import find_source
from queries.landscape.registers import count_records
from queries.memory.history import find_last_change
from queries.questions.balance import Balance
from queries.questions.parameters import StallsQuestion, TodayQuestion, find_ids
from queries.questions.stall_filters import StallFilter
from queries.review.comparing import Comparison, PastMoment, compare_with_past, find_past_moment
from queries.review.finding_groups import choose_of_report, has_odd_dates
from queries.review.running import (
    MOST_RUN,
    SEVERITY_ORDER,
    RuleReport,
    describe_invented,
    describe_slow,
    run_rules,
)
from queries.review.time_limit import RuleWatch, read_in_time
from queries.server.graph import Graph, Reader

MOST_SENTENCES_TODAY = 10
FLOW_RULES = (FindingRule.HANGS_ON_ONE, FindingRule.SUPPORT_UNANSWERED)
"""The rules about flows whose worst finding has a sentence."""
MOST_NEW_TOLD = 2
"""So many new findings have a sentence of their own."""
DAYS_AHEAD, DAYS_BACK = 7, 60
"""Dates within the week count, and meetings of the last two months of which nothing is on record."""
DAYS_TO_REVIEW = 30
"""So many days before it is due, the review of the revision in force is told."""
MOST_CHANGES_COUNTED = 1000
WEEKDAYS = (
    Term("måndag", "Monday"), Term("tisdag", "Tuesday"), Term("onsdag", "Wednesday"), Term("torsdag", "Thursday"),
    Term("fredag", "Friday"), Term("lördag", "Saturday"), Term("söndag", "Sunday"),
)  # fmt: skip
_Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class BriefingSentence:
    """A sentence of the day, and what shows more: the id of a finding, or a command.

    `about` is what it counts, and `worst` the worst of that, where it says both.
    """

    kind: str
    text: Localizable
    finding: str | None = None
    command: str | None = None
    example: bool = False
    uncertain: bool = False
    about: Localizable | None = None
    worst: Localizable | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the sentence as plain JSON values."""
        said = {language: self.text.in_(language) for language in LANGUAGES}
        more = {"finding": self.finding, "command": self.command, "example": self.example, "uncertain": self.uncertain}
        return {"kind": self.kind, "sentence": said, **more}


@dataclass(frozen=True, slots=True)
class Briefing:
    """The sentences of a day, the worst first, and the moment since which things are new.

    `heading` says the day and what that moment is.
    """

    question: TodayQuestion
    since: PastMoment
    known: str
    sentences: Sequence[BriefingSentence]

    @property
    def heading(self) -> Text:
        """Return the day, and since when things are new: the end of the working day before, unless the question said another."""
        on, day = self.question.on, self.since.day
        weekday = WEEKDAYS[date.fromisoformat(day).weekday()]
        if self.since.revision is not None:
            return Text("{on}. New is what came after revision {number} ({weekday} {day}).",
                        on=on, number=self.since.revision, weekday=weekday, day=day)  # fmt: skip
        if self.since.by_change:
            return Text("{on}. New is what came after change {number} ({weekday} {day}).",
                        on=on, number=self.since.change, weekday=weekday, day=day)  # fmt: skip
        if self.question.since:
            return Text("{on}. New is what came after {weekday} {day}.", on=on, weekday=weekday, day=day)
        return Text("{on}. New is what came after {weekday} {day}, the working day before.", on=on, weekday=weekday, day=day)

    def as_json(self) -> dict[str, Any]:
        """Return the document that `--json` and the web answer with."""
        return {
            "question": self.question.name,
            "parameters": self.question.model_dump(exclude={"on"}, exclude_none=True),
            "on": self.question.on,
            "cut": False,
            "heading": {language: self.heading.in_(language) for language in LANGUAGES},
            "since": {"day": self.since.day, "change": self.since.change, "known": self.known},
            "rows": [sentence.as_json() for sentence in self.sentences],
        }


@dataclass(frozen=True, slots=True)
class DayDates:
    """What is read of the day besides the rules: mutes, assignments that fall due, meetings, changes, and revisions."""

    mutes: Mapping[str, MuteInForce] = field(default_factory=dict)
    due: Sequence[_Row] = ()
    meetings: Sequence[_Row] = ()
    changes: Sequence[EntryRow] = ()
    standings: Mapping[int, RevisionStanding] = field(default_factory=dict)


def answer_today(graph: Graph, question: TodayQuestion, take_back: bool = True) -> Briefing:
    """Return what to look at on the day. Raises NotUnderstood, NotFound.

    Things are new since the end of the working day before, unless the question says otherwise; `take_back` allows that moment to
    be asked as it was known then.
    """
    question, since = settle_today(graph, question)
    if not any(count_records(graph).values()):
        return brief_empty(question, since)

    def read(reader: Reader, watch: RuleWatch) -> tuple[DayDates, list[RuleReport]]:
        dates = _read_dates(reader, question)
        return dates, run_rules(reader, question.on, MOST_RUN, watch=watch)

    dates, reports = read_in_time(graph, read)
    compared = compare_with_past(graph, reports, since, tuple(FindingRule), take_back)
    return brief_day(question, _read_changes(graph, dates, question, since), reports, compared)


def settle_today(graph: Graph, question: TodayQuestion) -> tuple[TodayQuestion, PastMoment]:
    """Return the question with the id of its source, and since which moment things are new. Raises NotUnderstood, NotFound."""
    question = question.model_copy(update=find_ids(graph, question, {"source": find_source}))
    return question, find_past_moment(graph, question.since or find_working_day_before(question.on))


def brief_empty(question: TodayQuestion, since: PastMoment) -> Briefing:
    """Return what to look at in an empty landscape."""
    text = Text("The landscape is empty: there is nothing to look at yet.")
    return Briefing(question, since, "then", [BriefingSentence("empty", text, command="landskap load FILE")])


def read_day_dates(graph: Graph, question: TodayQuestion, since: PastMoment) -> DayDates:
    """Return what is read of the day besides the rules."""
    dates = graph.read_in_transaction(lambda reader: _read_dates(reader, question))
    return _read_changes(graph, dates, question, since)


def _read_changes(graph: Graph, dates: DayDates, question: TodayQuestion, since: PastMoment) -> DayDates:
    changes = [] if question.source else _find_changes_until(graph, since.change, question.on)
    return replace(dates, changes=changes, standings=read_revision_standings(graph, question.on))


def brief_day(
    question: TodayQuestion, dates: DayDates, reports: Sequence[RuleReport], compared: Comparison, whole: bool = True
) -> Briefing:
    """Return the sentences of a day: of all rules, or of those that are worked out so far, which never make a calm day."""
    dates = replace(
        dates,
        due=sorted([*dates.due, *_list_due_after_pauses(reports, question)], key=lambda row: (row["due"], row["assignment"])),
    )
    if question.source:
        dates, reports, compared = _choose_of_source(dates, reports, compared, question.source)
    told = [*_tell_findings(reports, dates.mutes, compared), *_tell_dates(dates, question.on), *_tell_awaited_reports(reports)]
    told += _tell_reviews(dates.standings, question.on)
    sentences = [*told, *_tell_flows(reports), *_tell_changes(compared, dates.changes)]
    if whole and not any(sentence.kind not in ("flows", "changes", "gone") for sentence in sentences):
        sentences.insert(0, _tell_calm(reports, compared))
    sentences = [_keep_source(sentence, question.source) for sentence in sentences[:MOST_SENTENCES_TODAY]]
    return Briefing(question, compared.since, compared.known, sentences)


def _keep_source(sentence: BriefingSentence, source: str | None) -> BriefingSentence:
    """Return the sentence with a command that lists what rests on the source, where it lists findings."""
    lists = source and sentence.command and sentence.command.startswith("landskap findings")
    return replace(sentence, command=f"{sentence.command} --source {source}") if lists else sentence


def _choose_of_source(
    dates: DayDates, reports: Sequence[RuleReport], compared: Comparison, source: str
) -> tuple[DayDates, Sequence[RuleReport], Comparison]:
    """Return what rests on a source of what the rules find, and of what is new and gone."""

    def rests(finding: Finding) -> bool:
        return rests_on(finding.evidence, source)

    reports = [choose_of_report(report, rests) for report in reports]
    muted = {finding.id for report in reports for finding in report.muted}
    mutes = {id_: mute for id_, mute in dates.mutes.items() if id_ in muted}
    new, gone, remaining = ([*filter(rests, found)] for found in (compared.new, compared.gone, compared.remaining))
    return replace(dates, mutes=mutes), reports, replace(compared, new=new, gone=gone, remaining=remaining)


def find_working_day_before(day: str) -> str:
    """Return the last working day before a day: Monday to Friday, but for Swedish holidays and their eves."""
    return go_back_working_days(date.fromisoformat(shift_day(day, -1)), 1).isoformat()


def _read_dates(reader: Reader, question: TodayQuestion) -> DayDates:
    """Read what falls due and the meetings, of one source if the question names it, and the mutes."""
    on, source = question.on, question.source
    last = shift_day(on, DAYS_AHEAD)
    meetings = reader.read("findings/meetings", **{"on": on, "from": shift_day(on, -DAYS_BACK), "until": last}).rows
    meetings = [row for row in meetings if not source or rests_on(row["evidence"], source)]
    return DayDates(read_mutes(reader, on), _read_due(reader, StallsQuestion(on=on, source=source), last), meetings)


def _list_due_after_pauses(reports: Iterable[RuleReport], question: TodayQuestion) -> Iterator[_Row]:
    """Yield what stands still since its pause ran out, and whose own date is from the day to the last one."""
    last = shift_day(question.on, DAYS_AHEAD)
    for finding in (finding for report in reports if report.rule == FindingRule.PAST_PAUSE for finding in report.findings):
        row = finding.rows[0]
        if question.on <= (row["own_due"] or "") <= last and (not question.source or rests_on(finding.evidence, question.source)):
            yield {**row, "due": row["own_due"]}


def _read_due(reader: Reader, question: StallsQuestion, last: str) -> list[_Row]:
    """Return what is not executed and whose date that counts is from the day to the last one, the earliest first."""
    balance, on = Balance(reader, question), question.on
    due = [{"due": day, "assignment": id_} for (day, id_), _kinds in balance.read_places(on, shift_day(last, 1))]
    later = (row for row in balance.recompute_later() if row["step"] != StepKind.EXECUTED)
    due += [row for row in later if row["due"] and on <= row["due"] <= last]
    due.sort(key=lambda row: (row["due"], row["assignment"]))
    due = [*StallFilter(reader, question).select({**row, "place": (row["assignment"],)} for row in due)]
    if not due:
        return []
    first = {**balance.read_details([due[0]["assignment"]])[due[0]["assignment"]], **due[0]}
    return [first, *due[1:]]


def _find_changes_until(graph: Graph, after: int, on: str) -> list[EntryRow]:
    """Return the changes after the one of that number up to the end of the day, newest first."""
    before = min(find_last_change(graph, on) + 1, NO_UPPER_BOUND)
    return find_marked_changes(graph, ALL_MARKS, before, after, MOST_CHANGES_COUNTED)


def _tell_findings(reports: Sequence[RuleReport], mutes: Collection[str], compared: Comparison) -> Iterator[BriefingSentence]:
    """Yield what is new, and what each rule has of serious findings; where nothing was known before, nothing is told as new."""
    since, told = compared.since.day, compared.since.change > 0
    new = [finding for finding in compared.new if finding.id not in mutes] if told else []
    new.sort(key=lambda finding: (SEVERITY_ORDER.index(finding.severity), finding.example))
    for finding in new[:MOST_NEW_TOLD]:
        text: Text = Text("New: {sentence}", sentence=finding.sentence)
        yield BriefingSentence("new", text, finding.id, example=finding.example)
    if rest := len(new[MOST_NEW_TOLD:]):
        text = PluralText("{n} more finding is new since {day}.", "{n} more findings are new since {day}.", n=rest, day=since)
        yield BriefingSentence("new", text, command=f"landskap findings --since {since}")
    yield from _tell_serious(reports, {finding.id for finding in new[:MOST_NEW_TOLD]})


def _tell_serious(reports: Sequence[RuleReport], told: Collection[str]) -> Iterator[BriefingSentence]:
    """Yield a sentence for each rule with serious findings that are not `told` yet, rules with only examples last."""
    serious = [report for report in reports if RULE_FACTS[report.rule].severity == Severity.SERIOUS]
    waiting = {report.rule: [finding for finding in report.findings if finding.id not in told] for report in serious}
    for report in sorted(serious, key=lambda report: all(finding.example for finding in waiting[report.rule])):
        command = f"landskap findings --rule {report.rule}"
        if not report.done:
            yield BriefingSentence("slow", describe_slow(report.rule), command=command)
        elif found := waiting[report.rule]:
            worst = min(found, key=lambda finding: (finding.example, has_odd_dates(finding)))
            counted = _count_findings(report, found, worst)
            text = PluralText(
                "{count} serious finding of the rule “{rule}”{examples}: {sentence}",
                "{count} serious findings of the rule “{rule}”{examples}, the worst: {sentence}",
                **counted,
            )
            about = JoinedText((counted["count"], " ", counted["rule"], counted["examples"]), "")
            yield BriefingSentence("serious", text, worst.id, command, worst.example, about=about, worst=worst.sentence)


def _count_findings(report: RuleReport, found: Sequence[Finding], worst: Finding) -> dict[str, Any]:
    """Return the words of how many findings of a rule there are, how many of them are examples, and the worst one."""
    known, examples = report.left_out == 0, sum(finding.example for finding in found)
    return {
        "n": len(found),
        "count": str(len(found)) if known else Text("more than {n}", n=len(found)),
        "rule": report.rule.term,
        "examples": describe_invented(examples, known) if len(found) > 1 else "",
        "sentence": worst.sentence,
    }


def _tell_flows(reports: Sequence[RuleReport]) -> Iterator[BriefingSentence]:
    """Yield the worst of the flows: on whom most hangs, and which request for support gets no answer."""
    for report in reports:
        if report.rule in FLOW_RULES and report.findings:
            worst = min(report.findings, key=lambda finding: finding.example)
            counted = _count_findings(report, report.findings, worst)
            text = PluralText(
                "{count} finding of the rule “{rule}”{examples}: {sentence}",
                "{count} findings of the rule “{rule}”{examples}, first: {sentence}",
                **counted,
            )
            command, uncertain = f"landskap findings --rule {report.rule}", worst.certainty == Certainty.UNCERTAIN
            about = JoinedText((counted["count"], " ", counted["rule"], counted["examples"]), "")
            yield BriefingSentence("flows", text, worst.id, command, worst.example, uncertain, about, worst.sentence)


def _tell_dates(day: DayDates, on: str) -> Iterator[BriefingSentence]:
    """Yield what falls due, which meetings lack a record or are near, and which mutes end, within the week."""
    if day.due:
        first = day.due[0]
        what = {"decision": term_of(first), "addressee": term_of(first, "addressee"), "day": first["due"]}
        text = PluralText("{n} assignment falls due within a week: “{decision}”, {addressee}, {day}.",
                          "{n} assignments fall due within a week, the first: “{decision}”, {addressee}, {day}.",
                          n=len(day.due), **what)  # fmt: skip
        yield BriefingSentence("due", text, command=f"landskap show {first['decision']}", example=first["example"])
    yield from _tell_meetings(day.meetings, on)
    if waking := sorted(
        (mute for mute in day.mutes.values() if mute.until < shift_day(on, DAYS_AHEAD)), key=lambda mute: mute.until
    ):
        text = PluralText("{n} muted finding is listed again within a week, after {day}.",
                          "{n} muted findings are listed again within a week, the first after {day}.",
                          n=len(waking), day=waking[0].until)  # fmt: skip
        yield BriefingSentence("waking", text, waking[0].finding, "landskap findings --muted")


def _tell_awaited_reports(reports: Sequence[RuleReport]) -> Iterator[BriefingSentence]:
    """Yield how much is executed and not reported back; the oldest is one whose dates can be right."""
    found = next((report for report in reports if report.rule == FindingRule.REPORT_AWAITED), None)
    if found and found.findings:
        worst = min(found.findings, key=lambda finding: (finding.example, has_odd_dates(finding)))
        n = len(found.findings)
        text = PluralText("{count} assignment is executed and awaits its report{examples}: {sentence}",
                          "{count} assignments are executed and await their reports{examples}, the oldest: {sentence}",
                          n=n, count=n if found.left_out == 0 else Text("more than {n}", n=n), sentence=worst.sentence,
                          examples=describe_invented(found.examples, found.examples_known) if n > 1 else "")  # fmt: skip
        yield BriefingSentence("reports", text, worst.id, f"landskap findings --rule {found.rule}", worst.example)


def _tell_reviews(standings: Mapping[int, RevisionStanding], on: str) -> Iterator[BriefingSentence]:
    """Yield that the revision in force is to be reviewed, from DAYS_TO_REVIEW days before on."""
    for number, standing in standings.items():
        if standing.review_by and standing.review_by <= shift_day(on, DAYS_TO_REVIEW):
            words = {"number": number, "document": standing.document, "day": standing.review_by}
            late = standing.review_by < on
            text = (
                Text("Revision {number}, document {document}, should have been reviewed by {day}.", **words)
                if late
                else Text("Revision {number}, document {document}, is to be reviewed by {day}.", **words)
            )
            yield BriefingSentence("review", text, command=f"landskap review {number}")


def _tell_meetings(meetings: Sequence[_Row], on: str) -> Iterator[BriefingSentence]:
    missed = [row for row in meetings if not row["held"] and row["planned"] < on]
    silent = [row for row in meetings if row["held"]]
    ahead = [row for row in meetings if not row["held"] and row["planned"] >= on]
    if missed:
        text = PluralText("{n} planned meeting is neither held nor cancelled on record: {forum}, {day}.",
                          "{n} planned meetings are neither held nor cancelled on record, the first: {forum}, {day}.",
                          n=len(missed), forum=term_of(missed[0], "forum_name"), day=missed[0]["planned"])  # fmt: skip
        yield BriefingSentence("missed", text, command=f"landskap show {missed[0]['meeting']}",
                               example=missed[0]["example"])  # fmt: skip
    if silent:
        text = PluralText("{n} meeting has no minutes on record, neither who was present nor a decision: {forum}, {day}.",
                          "{n} meetings have no minutes on record, neither who was present nor a decision, the first: "
                          "{forum}, {day}.",
                          n=len(silent), forum=term_of(silent[0], "forum_name"), day=silent[0]["held"])  # fmt: skip
        yield BriefingSentence("minutes", text, command=f"landskap show {silent[0]['meeting']}",
                               example=silent[0]["example"])  # fmt: skip
    if ahead:
        text = PluralText("{n} meeting is planned within a week: {forum}, {day}.",
                          "{n} meetings are planned within a week, the first: {forum}, {day}.",
                          n=len(ahead), forum=term_of(ahead[0], "forum_name"), day=ahead[0]["planned"])  # fmt: skip
        yield BriefingSentence("meetings", text, command=f"landskap show {ahead[0]['meeting']}",
                               example=ahead[0]["example"])  # fmt: skip


def _tell_changes(compared: Comparison, changes: Sequence[EntryRow]) -> Iterator[BriefingSentence]:
    """Yield what is gone, and who changed the landscape."""
    since = compared.since.day
    if gone := len(compared.gone):
        text = PluralText("{n} finding is gone since {day}.", "{n} findings are gone since {day}.", n=gone, day=since)
        yield BriefingSentence("gone", text, command=f"landskap findings --since {since}")
    if changes:
        last = {"who": changes[0]["who"], "why": changes[0]["why"], "day": since}
        text = PluralText("{n} change since {day}, by {who}: “{why}”", "{n} changes since {day}, the last by {who}: “{why}”",
                          n=len(changes), **last)  # fmt: skip
        yield BriefingSentence("changes", text, command=f"landskap history --after {compared.since.change}")


def _tell_calm(reports: Sequence[RuleReport], compared: Comparison) -> BriefingSentence:
    """Return the sentence of a day on which nothing needs attention."""
    listed = sum(len(report.findings) for report in reports)
    text = PluralText(
        "A calm day: nothing is new since {day}, nothing serious waits and nothing falls due within a week; {n} other finding.",
        "A calm day: nothing is new since {day}, nothing serious waits and nothing falls due within a week; {n} other findings.",
        n=listed, day=compared.since.day,
    )  # fmt: skip
    return BriefingSentence("calm", text, command="landskap findings")
