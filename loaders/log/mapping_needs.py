"""The entries of a proposed mapping that the log was found to need in a trial, each with its count, to be confirmed."""

from collections.abc import Iterator, Mapping

from loaders.log.guess import Guess
from loaders.log.mapping_text import MappingEntry
from loaders.log.trial import Trial
from loaders.log.vocabulary import COMPLETE, LIFECYCLE_HEADINGS, fold_heading
from model.language import Language, PluralText, Text
from model.text.names import normalize_name
from model.vocabulary.decisions import DecisionKind

MOST_WORDS_NAMED = 5
"""Unknown words that a question names."""


def list_needs(guess: Guess, trial: Trial, language: Language) -> Iterator[MappingEntry]:
    """Yield the entries that the log was found to need, each with how often."""
    needs = trial.needs
    yield from _list_only(guess)
    if n := needs["without_number"]:
        text = PluralText("? {n} row has no case number: a case of its own, by title, forum and day; or leave_out",
                       "? {n} rows have no case number: each title, forum and day is a case; or leave_out", n=n)  # fmt: skip
        yield MappingEntry(("without_number",), "own", text)
    if n := needs["loose_numbers"]:
        text = PluralText("? {n} case number is another one in another writing: they are one case",
                       "? {n} case numbers are other ones in another writing: they are one case", n=n)  # fmt: skip
        yield MappingEntry(("loose_numbers",), True, text)
    differ = {name: n for need, n in needs.items() for name in [need.removeprefix("differs.")] if name != need}
    if differ:
        text = PluralText("? {n} row differs from its case: the last counts (other titles go into the description)",
                       "? {n} rows differ from their case: the last counts (other titles go into the description)",
                       n=sum(differ.values()))  # fmt: skip
        yield MappingEntry(("differs",), dict.fromkeys(differ, "last"), text)
    yield from _list_defaults(guess, needs, language)


def _list_defaults(guess: Guess, needs: Mapping[str, int], language: Language) -> Iterator[MappingEntry]:
    """Yield the entries for values that the log lacks."""
    if n := needs.get("default_addressee"):
        text = PluralText("? {n} decision names no addressee: give an id, or taken_in (the forum that decided)",
                       "? {n} decisions name no addressee: give an id, or taken_in (the forum that decided)", n=n)  # fmt: skip
        yield MappingEntry(("default_addressee",), None, text)
    if (n := needs.get("default_forum")) and (unknown := _list_unknown_forums(guess)):
        text = PluralText("? {n} row names no known forum (unknown: {words}): answer under forums, or give one id here",
                       "? {n} rows name no known forum (unknown: {words}): answer under forums, or give one id here",
                       n=n, words=", ".join(unknown))  # fmt: skip
        yield MappingEntry(("default_forum",), None, text)
    elif n:
        text = PluralText("? {n} row does not name the forum that decided: give its id",
                       "? {n} rows do not name the forum that decided: give its id", n=n)  # fmt: skip
        yield MappingEntry(("default_forum",), None, text)
    elif "taken_in" not in guess.roles:
        question = Text("? no column names the forum that decides: give its id, or leave this empty if it is unknown")
        yield MappingEntry(("default_forum",), None, question)
    if n := needs.get("default_kind"):
        text = PluralText("? {n} decision has no kind: choose the one that it gets",
                       "? {n} decisions have no kind: choose the one that they get", n=n)  # fmt: skip
        yield MappingEntry(("default_kind",), DecisionKind.DECISION.value, text)
    if n := needs.get("excel_days"):
        text = PluralText("? {n} cell holds a number that is a day in Excel: read as that day",
                       "? {n} cells hold numbers that are days in Excel: read as those days", n=n)  # fmt: skip
        yield MappingEntry(("excel_days",), True, text)
    if n := needs.get("weeks_without_year"):
        text = PluralText("? {n} cell names a week without a year: the next one after the decision; or give each under dates",
                       "? {n} cells name a week without a year: the next one after the decision; or give each under dates",
                       n=n)  # fmt: skip
        yield MappingEntry(("weeks_without_year",), "next", text)
    if n := needs.get("leave_out_undated"):
        text = PluralText("? {n} step has no day, or no new date: it is left out",
                       "? {n} steps have no day, or no new date: they are left out", n=n)  # fmt: skip
        yield MappingEntry(("leave_out_undated",), True, text)
    if n := needs.get("default_reason"):
        text = PluralText("? {n} step has no reason; if a column has it, name that as reason under columns",
                          "? {n} steps have no reason; if a column has them, name that as reason under columns", n=n)  # fmt: skip
        yield MappingEntry(("default_reason",), Text("not given in the log").in_(language), text)


def _list_unknown_forums(guess: Guess) -> list[str]:
    """Return the commonest words in the column of forums that do not name one party, in quotation marks."""
    forum = guess.roles.get("taken_in")
    if forum is None or forum is guess.roles.get("addressee"):
        return []
    unknown = [f"'{word}'" for word, _rows in forum.values.most_common() if len(guess.names.of(word)) != 1]
    return unknown[:MOST_WORDS_NAMED] + ["…"] * (len(unknown) > MOST_WORDS_NAMED)


def _list_only(guess: Guess) -> Iterator[MappingEntry]:
    """Yield the entry that keeps completed activities alone, where a column tells their lifecycle."""
    for column in guess.columns:
        words = {normalize_name(value) for value in column.values}
        if fold_heading(column.heading) in LIFECYCLE_HEADINGS and COMPLETE in words and len(words) > 1:
            text = Text("? only completed activities are read, not those that begin or wait")
            yield MappingEntry(("only",), {column.heading: COMPLETE}, text)
