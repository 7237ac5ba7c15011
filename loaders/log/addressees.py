"""Share the rows of each case among its addressees, once all rows are read.

Where one column has both the deciding forum and the addressees, a word for the deciding forum is no addressee. A case without an
addressee belongs to the only party that its other rows name, else to the party in the mapping.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from loaders.log.cases import Case, CasePart, Cases
from loaders.log.log_rows import LogRows
from loaders.log.mapping import FORUM
from loaders.log.words import PartyMention
from loaders.rows.dataset import SkippedRow
from model.errors import Problem
from model.language import PluralText
from model.text.names import normalize_name
from model.vocabulary.decisions import StepKind

STEPS_BY_OTHERS = frozenset({StepKind.RESUMED, StepKind.SUPERSEDED})
"""Steps that another party may take: they do not make that party an addressee."""
MOST_CASES_NAMED = 10
"""Cases that a notice names."""


def settle_addressees(cases: Cases) -> Iterator[Problem | SkippedRow]:
    """Share the content of each case's rows among its addressees. Yield the unknown words and the defaults."""
    ids: dict[str, set[str]] = defaultdict(set)
    words: dict[str, set[str]] = defaultdict(set)
    for case in cases.found.values():
        known = case.decision.taken_in if case.decision else None
        ids[case.key] |= {case.forum, known or "", *case.given["taken_in"]}
        words[case.key] |= case.takers
    defaults: dict[str, list[Case]] = defaultdict(list)
    for case in cases.found.values():
        takers = _Takers(cases.rows, ids[case.key], words[case.key])
        _deal_out(case, cases.rows, takers)
        if not case.parts and case.whole and (id_ := takers.find_only_party(case.beside.values())):
            case.parts[id_] = CasePart(case.place)
        if not case.parts and case.whole and (id_ := _default_addressee(case, cases)):
            case.parts[id_] = CasePart(case.place)
            defaults[id_].append(case)
    yield from cases.rows.parties()
    yield from (_describe_default(id_, of, cases) for id_, of in defaults.items())


class _Takers:
    """The parties that took the decisions of a case, by their `ids` and `words`: they share a column with the addressees."""

    def __init__(self, rows: LogRows, ids: set[str], words: set[str]) -> None:
        self._rows, self._ids, self._words = rows, ids, words

    def find_others(self, case: Case) -> set[str]:
        """Return the words of a case that name no addressee: a party that decided, or that only resumes or supersedes.

        If the landscape has addressees of the case, add the words that only `others` in the mapping explains. If it has none,
        return nothing unless a word for an addressee is left.
        """
        kinds: dict[str, set[StepKind]] = defaultdict(set)
        means: dict[str, Sequence[str] | None] = {}
        for named in case.named.values() if self._rows.who_column_is_shared else ():
            for word in (mention.word for mention in named.mentions):
                means[normalize_name(word)] = found = self._rows.addressees.find(word)
                for id_ in (normalize_name(word), *(found or ())):
                    kinds[id_] |= {event.kind for event in named.part.events}

        def is_other(word: str, found: Sequence[str] | None) -> bool:
            return found != () and all(id_ in self._ids or kinds[id_] <= STEPS_BY_OTHERS for id_ in found or (word,))

        others = {word for word, found in means.items() if word in self._words or is_other(word, found)}
        if case.known:
            return others | {word for word in means if self._rows.addressees.is_other(word)}
        return others if any(means[word] != () for word in means.keys() - others) else set()

    def find_only_party(self, mentions: Iterable[PartyMention]) -> str | None:
        """Return the id of the only party that `mentions` name beside the deciding ones; None if there is none, or several."""
        words = [mention.word for mention in mentions if normalize_name(mention.word) not in self._words]
        named = (self._rows.addressees.find(word) or () for word in words if not self._rows.addressees.is_other(word))
        ids = {id_ for found in named for id_ in found} - self._ids
        return ids.pop() if len(ids) == 1 else None


def _deal_out(case: Case, rows: LogRows, takers: _Takers) -> None:
    """Add the content of rows to the parts of the addressees that they name; without any, to the part for all."""
    others = takers.find_others(case)
    for named in case.named.values():
        found = [
            rows.addressees.resolve(mention, named.rows)
            for mention in named.mentions
            if normalize_name(mention.word) not in others
        ]
        case.whole = case.whole and None not in found
        ids = dict.fromkeys(id_ for means in found for id_ in means or ())
        for part in [case.parts.setdefault(id_, CasePart(named.part.place)) for id_ in ids] or [case.all]:
            part.join(named.part)
    case.named.clear()
    for addressee in case.known:
        case.parts.setdefault(addressee, CasePart(case.place, recalled=True))


def _default_addressee(case: Case, cases: Cases) -> str | None:
    """Return the addressee that the mapping gives to a case without one; None without a default."""
    if cases.says.default_addressee != FORUM:
        return cases.says.default_addressee
    return case.forum or next(iter(case.values("taken_in", cases.says.differs.get("taken_in"))), cases.says.default_forum)


def _describe_default(id_: str, of: Sequence[Case], cases: Cases) -> SkippedRow:
    names = [case.number or case.key for case in of[:MOST_CASES_NAMED]] + ["…"] * (len(of) > MOST_CASES_NAMED)
    why = PluralText(
        "{n} case names no addressee, and '{id}' is taken as default_addressee says: {cases}",
        "{n} cases name no addressee, and '{id}' is taken as default_addressee says: {cases}",
        n=len(of), id=id_, cases=", ".join(names),
    )  # fmt: skip
    return SkippedRow(of[0].place, why, cases.says.columns.addressee or "", rows=0)
