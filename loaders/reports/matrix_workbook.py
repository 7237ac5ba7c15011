"""The matrix of representation as a workbook: the matrix, the counts, what each cell rests on, and what to look at first."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from loaders.reports.matrix_words import (
    DOUBT_LEGEND,
    STATE_GROUNDS,
    STATE_LEGEND,
    TOLD_HEADINGS,
    describe_overlooked,
    describe_staying,
    mark_state,
    name_area,
    name_asked,
    name_column,
    name_doubts,
    name_ids,
    name_level,
)
from loaders.reports.report_sheets import LONGEST_TITLE, ReportSheet, SheetColumn, SheetValue
from model.findings import Answer
from model.language import JoinedText, Language, Localizable, PluralText, Term, Text
from model.text.describe import format_evidence
from model.text.names import term_of
from model.vocabulary.groups import GroupKind
from queries.representation.states import REPRESENTATION_TERMS

_Row = Mapping[str, Any]
_Key = tuple[str, str, str | None]
MATRIX_TITLE = Text("Representation: who is represented where")
MOST_UPRIGHT = 16
"""The largest number of columns of a matrix that can be read on a page; a wider one has a sheet for each area."""
PRINT_FIRST = Text("Print this sheet first: A3. The sheet “What it rests on” is long, and meant for looking things up.")
MATRIX_LEGEND = (*STATE_LEGEND.values(), *DOUBT_LEGEND, Text("Empty: the area does not concern the actor."))


def write_matrix_workbook(path: Path, answer: Answer, names: Mapping[str, Term], language: Language) -> None:
    """Write an answer of `matrix` with its cells to `path`. `names` are of the parties that it names only by id."""
    book = Workbook()
    del book[book.sheetnames[0]]
    book.properties.title = MATRIX_TITLE.in_(language)
    writer = _MatrixWriter(book, answer, names, language)
    writer.write_matrix()
    writer.write_counts()
    writer.write_overlooked()
    writer.write_asked()
    writer.write_outside()
    writer.write_grounds()
    book.save(path)


class _MatrixWriter:
    def __init__(self, book: Workbook, answer: Answer, names: Mapping[str, Term], language: Language) -> None:
        self._book, self._answer, self._names, self._language = book, answer, names, language
        self._rows: dict[str, list[_Row]] = {
            what: [] for what in ("cell", "count", "total", "overlooked", "ask", "stays", "outside")
        }
        for row in answer.rows:
            self._rows[row["what"]].append(row)
        self._by_group = answer.parameters["by"] == "group"
        self._by_forum = "forums" in answer.parameters

    def write_matrix(self) -> None:
        """Write the actors against the columns, with the counts of each column below; a wide matrix by area."""
        totals = {_key_of(row): row for row in self._rows["total"]}
        if len(totals) <= MOST_UPRIGHT:
            self._write_part(Text("Matrix"), totals)
            return
        for _area, keys in groupby(totals, lambda key: key[0]):
            of_area = [*keys]
            parts = [of_area[at : at + MOST_UPRIGHT] for at in range(0, len(of_area), MOST_UPRIGHT)]
            for number, part in enumerate(parts, 1):
                name = name_area(totals[part[0]]).in_(self._language)
                title = name if len(parts) == 1 else f"{name[: LONGEST_TITLE - 3]} {number}"
                self._write_part(Term(title, title), {key: totals[key] for key in part})

    def _write_part(self, title: Localizable, totals: Mapping[_Key, _Row]) -> None:
        """Write the columns of some totals, with the actors that they concern."""
        cells = {(_key_of(row), row["actor"]): row for row in self._rows["cell"]}
        columns = [SheetColumn(Text("Actor"), 44), *(SheetColumn(name_column(row), 7, upright=True) for row in totals.values())]
        stands = [Text("An actor in several groups stands under the first of them.")] if self._by_group else []
        sheet = self._begin(title, columns, [PRINT_FIRST, *MATRIX_LEGEND, *stands])
        sheet.write_headings(1)
        blanks = [None] * len(totals)
        actors = {row["actor"]: row for row in self._rows["cell"] if _key_of(row) in totals}
        ordered = sorted(actors.values(), key=_order_actor)
        for _group, members in groupby(ordered, lambda row: row["groups"][0]):
            listed = [*members]
            sheet.write_row([JoinedText((term_of(listed[0], "group_name"), f" ({len(listed)})"), ""), *blanks], bold=True)
            for actor in listed:
                found = [cells.get((key, actor["actor"])) for key in totals]
                marks = [mark_state(row) if row else None for row in found]
                grounds = [None, *(STATE_GROUNDS[row["how"]] if row else None for row in found)]
                sheet.write_row([term_of(actor), *marks], grounds=grounds)
        sheet.write_row([Text("Actors concerned"), *(row["actors"] for row in totals.values())], bold=True)
        for how, word in REPRESENTATION_TERMS.items():
            sheet.write_row([JoinedText(("– ", word), ""), *(row[how] for row in totals.values())])
        for field, heading in TOLD_HEADINGS.items():
            sheet.write_row([heading, *(row[field] for row in totals.values())])
        sheet.finish(self._footer, on_one_page=True)

    def write_counts(self) -> None:
        """Write the counts of each group, with the total of each column, which adds up."""
        columns = [*self._place_columns(), SheetColumn(Text("Group"), 36), SheetColumn(Text("Concerned"), 12, number=True)]
        columns += [SheetColumn(word, 12, number=True) for word in REPRESENTATION_TERMS.values()]
        columns += [SheetColumn(word, 12, number=True) for word in TOLD_HEADINGS.values()]
        lines = [Text("An actor in several groups counts in each of them, and once among all.")] if self._by_group else []
        sheet = self._begin(Text("Counts"), columns, lines)
        sheet.write_headings(len(self._place_columns()) + 1)
        for row in (row for row in self._answer.rows if row["what"] in ("count", "total")):
            group = term_of(row, "group_name") if row["what"] == "count" else Text("All")
            counts = [row["actors"], *(row[name] for name in (*REPRESENTATION_TERMS, *TOLD_HEADINGS))]
            sheet.write_row([*self._name_places(row), group, *counts], bold=row["what"] == "total")
        sheet.finish(self._footer)

    def write_grounds(self) -> None:
        """Write what each cell of the matrix rests on: a row for each seat, or one that says why there is none.

        By forum only the seats: there an empty cell says nothing more than the matrix.
        """
        headings = {Text("Actor"): 34, Text("State"): 16, Text("Seat in"): 28, Text("Whose seat"): 26, Text("Through"): 30,
                    Text("Note"): 22, Text("Evidence"): 30}  # fmt: skip
        columns = [*self._place_columns(), *(SheetColumn(heading, width) for heading, width in headings.items())]
        lines = [Text("Evidence: that the area concerns the actor.")]
        lines += [Text("Only actors with a seat in the forum, their own or a network's.")] if self._by_forum else []
        sheet = self._begin(Text("What it rests on"), columns, lines)
        sheet.write_headings(len(self._place_columns()) + 1)
        for row in (row for row in self._rows["cell"] if row["ways"] or not self._by_forum):
            for parts in self._list_grounds(row):
                evidence = format_evidence(row["evidence"])
                sheet.write_row([*self._name_places(row), term_of(row), REPRESENTATION_TERMS[row["how"]], *parts, evidence])
        sheet.finish(self._footer)

    def _list_grounds(self, row: _Row) -> Iterator[Sequence[SheetValue]]:
        for way in row["ways"]:
            through = name_ids(way["through"], self._names, " → ") if way["through"] else None
            yield name_ids([way["forum"]], self._names), name_ids([way["holder"]], self._names), through, name_doubts(way)
        if not row["ways"]:
            note: Localizable | None = Text("as far as is on record") if row["unsettled"] else None
            if row["how"] == "unknown" and not row["forum"]:
                n = row["unrecorded"]
                note = PluralText("{n} forum there without certain members", "{n} forums there without certain members", n=n)
            yield None, None, None, note

    def write_overlooked(self) -> None:
        """Write the groups that are to be invited first and those that are often overlooked."""
        headings = {
            Text("Why"): 22,
            Text("Group"): 40,
            Text("Actor"): 40,
            Text("State"): 30,
            Text("Seat in"): 34,
            Text("Areas"): 34,
        }
        columns = [SheetColumn(heading, width) for heading, width in headings.items()]
        areas = {row["area"]: name_area(row) for row in self._rows["total"]}
        lines = [Text("Groups that §6.3 names: to be invited first, and often overlooked. State over all forums of areas.")]
        sheet = self._begin(Text("Easily overlooked"), columns, lines)
        sheet.write_headings(1)
        for row in self._rows["overlooked"]:
            state = describe_overlooked(row) if row["how"] else None
            actor = term_of(row) if row["actor"] else Text("no actor on record")
            concerned = name_ids(row["concerned_by"], areas) if row["concerned_by"] else Text("no area concerns it")
            kind = GroupKind.of(row["kind"]).term
            sheet.write_row([kind, term_of(row, "group_name"), actor, state, name_ids(row["forums"], self._names), concerned])
        sheet.finish(self._footer)

    def write_asked(self) -> None:
        """Write the forums to ask first for their members."""
        headings = {Text("Forum"): 50, Text("Settles alone"): 16, Text("Unknown there"): 16, Text("Rules not checked"): 18,
                    Text("More such forums at the level"): 24,
                    TOLD_HEADINGS["proposed"]: 18}  # fmt: skip
        lines: list[Localizable] = [
            Text("Settles alone: actors whose state at the level would be known, as it is the only forum without members there."),
            Text("Unknown there: concerned actors of which it is unknown whether they are represented in the forum."),
        ]
        if self._rows["ask"] and (among := self._rows["ask"][0]["among"]) > (n := len(self._rows["ask"])):
            lines.append(Text("These are the first {n} of {among} such forums.", n=n, among=among))
        lines.append(describe_staying(self._rows["stays"]))
        columns = [SheetColumn(heading, width, number=width < 50) for heading, width in headings.items()]
        sheet = self._begin(Text("Find out first"), columns, lines)
        sheet.write_headings(1)
        for row in self._rows["ask"]:
            sheet.write_row(
                [name_asked(row), *(row[field] for field in ("alone", "actors", "rules", "others", "others_proposed"))]
            )
        sheet.finish(self._footer)

    def write_outside(self) -> None:
        """Write the actors that are in no matrix, if any is."""
        counts = self._answer.parameters["outside_counts"]
        if not self._rows["outside"]:
            return
        columns = [SheetColumn(Text("Group"), 36), SheetColumn(Text("Actor"), 44), SheetColumn(Text("Sits in"), 40)]
        lines = [
            PluralText(
                "{n} of {of} actors is in no matrix: no area is on record as concerning it.",
                "{n} of {of} actors are in no matrix: no area is on record as concerning them.",
                n=counts["actors"],
                of=counts["of"],
            )
        ]
        sheet = self._begin(Text("In no matrix"), columns, lines)
        sheet.write_headings(1)
        for row in self._rows["outside"]:
            forums = name_ids(row["forums"], self._names) if row["forums"] else None
            sheet.write_row([term_of(row, "group_name"), term_of(row), forums])
        sheet.finish(self._footer)

    def _begin(self, title: Localizable, columns: Sequence[SheetColumn], lines: Sequence[Localizable]) -> ReportSheet:
        sheet = ReportSheet(self._book, title, columns, self._language)
        counted = Counter(bool(row["example"]) for row in self._rows["cell"])
        more: list[Localizable] = [Text("As of {day}", day=self._answer.on)]
        more += [Text("{n} of {all} states rest on examples.", n=counted[True], all=counted.total())] if counted[True] else []
        more += [Text("A limit cut the answer: choose an area and a level.")] if self._answer.cut else []
        sheet.write_title(JoinedText((MATRIX_TITLE, title), " – "), [*more, *lines])
        return sheet

    @property
    def _footer(self) -> str:
        return f"{MATRIX_TITLE.in_(self._language)}, {self._answer.on}"

    def _place_columns(self) -> list[SheetColumn]:
        forums = [SheetColumn(Text("Forum"), 30)] if self._by_forum else []
        return [SheetColumn(Text("Area"), 24), SheetColumn(Text("Level"), 12), *forums]

    def _name_places(self, row: _Row) -> list[SheetValue]:
        return [name_area(row), name_level(row), *([name_column(row) if row["forum"] else None] if self._by_forum else [])]


def _key_of(row: _Row) -> _Key:
    return row["area"], row["level"], row["forum"]


def _order_actor(row: _Row) -> tuple[bool, str, str, str]:
    """Return the place of an actor's row: by the name of its group, those without a group last."""
    return row["groups"][0] is None, row["group_name"], row["name"], row["actor"]
