"""The choices in a workbook's cells: an enumeration's words, ja or nej, the ids on other sheets.

Ids come from named ranges, which grow with their sheets and leave out rows that are set aside with #. A hidden sheet gathers the
ids of all parties, which stand on three sheets, and the words of enumerations that are too long for a cell.
"""

from collections.abc import Iterator
from itertools import zip_longest

from openpyxl import Workbook
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.datavalidation import DataValidation

from loaders.rows.cells import NO_WORD, YES_WORD
from loaders.rows.sheets import LISTS, sheet_title_of
from loaders.workbook.style import LAST_ROW
from model.language import Language, Text
from model.vocabulary.record import EARLIEST_DAY, LATEST_DAY, Choice, Column
from model.vocabulary.types import NODES, PARTIES, PARTY, TYPES, targets_of

MOST_PARTIES = 2_000
"""Parties that the drop-downs offer; others can be typed."""
ASIDE_PATTERN = '"#*"'
LONGEST_LIST = 253
"""Characters that Excel allows in a cell's own list of words, without its quotation marks."""
FIRST_WORDS_COLUMN = 6
"""The column of the hidden sheet in which the words of the first long enumeration stand."""


def add_drop_downs(sheet: WriteOnlyWorksheet, columns: tuple[Column, ...], language: Language) -> None:
    """Add the drop-downs and the checks of a sheet's columns."""
    for number, column in enumerate(columns, 1):
        if rule := _build_rule(column, language):
            letter = get_column_letter(number)
            rule.add(f"{letter}2:{letter}{LAST_ROW}")
            sheet.data_validations.append(rule)


def _build_rule(column: Column, language: Language) -> DataValidation | None:
    if column.ref:  # what is not on the other sheet may be in the landscape already
        name = f"{targets_of(column.ref)[0].stem() if column.ref.to != PARTY else PARTY.lower()}_ids"
        return DataValidation("list", formula1=name, allow_blank=True, showErrorMessage=False)
    if column.kind == "date" and not column.bound:  # a period is no day of the program's
        first, last = (f"DATE({day.replace('-', ',')})" for day in (EARLIEST_DAY, LATEST_DAY))
        return _make_strict(
            DataValidation("date", operator="between", formula1=first, formula2=last),
            Text("A date, {first} to {last}.", first=EARLIEST_DAY, last=LATEST_DAY),
            language,
        )
    if column.kind == "number":
        return _make_strict(
            DataValidation("whole", operator="greaterThanOrEqual", formula1="0"), Text("A whole number."), language
        )
    terms = [member.term for member in column.choice or ()] or ([YES_WORD, NO_WORD] if column.kind == "boolean" else [])
    words = ",".join(term.in_(language) for term in terms)
    formula = _words_range_of(column.choice) if column.choice and len(words) > LONGEST_LIST else f'"{words}"'
    return _make_strict(DataValidation("list", formula1=formula), Text("Choose from the list."), language) if words else None


def _words_range_of(choice: type[Choice]) -> str:
    """Return the name of the range with an enumeration's words."""
    return f"{choice.__name__.lower()}_words"


def _list_long_choices(language: Language) -> dict[str, list[str]]:
    """Return the words of the enumerations that are too long for a cell's own list, by the name of their range."""
    choices = {column.choice for type_ in TYPES.values() for column in type_.columns().values() if column.choice}
    words = {_words_range_of(choice): [member.term.in_(language) for member in choice] for choice in choices}
    return {name: found for name, found in sorted(words.items()) if len(",".join(found)) > LONGEST_LIST}


def _make_strict(rule: DataValidation, message: Text, language: Language) -> DataValidation:
    rule.allow_blank, rule.showErrorMessage, rule.error, rule.errorTitle = True, True, message.in_(language), "Landskap"
    return rule


def define_id_ranges(book: Workbook, language: Language) -> None:
    """Define the named range of each sheet's ids, and add the hidden sheet of all parties."""
    for type_ in NODES:
        column = f"{quote_sheetname(sheet_title_of(type_, language))}!$A"
        _define_range(
            book,
            f"{type_.stem()}_ids",
            f"{column}$1",
            f"1+COUNTIF({_whole_column(column)},{ASIDE_PATTERN})",
            _count_formula(column),
        )
    sheet = book.create_sheet(LISTS.in_(language))
    sheet.sheet_state = "hidden"
    long_choices = _list_long_choices(language)
    columns = [f"{quote_sheetname(sheet_title_of(type_, language))}!$A" for type_ in PARTIES]
    for row, words in zip_longest(_build_party_rows(columns), zip_longest(*long_choices.values()), fillvalue=()):
        sheet.append([*row, *[None] * (FIRST_WORDS_COLUMN - 1 - len(row)), *words])
    for number, (name, found) in enumerate(long_choices.items(), FIRST_WORDS_COLUMN):
        letter = get_column_letter(number)
        cells = f"{quote_sheetname(sheet.title)}!${letter}$1:${letter}${len(found)}"
        book.defined_names[name] = DefinedName(name, attr_text=cells)
    _define_range(
        book,
        f"{PARTY.lower()}_ids",
        f"{quote_sheetname(sheet.title)}!$A$1",
        "2",
        f"MIN({MOST_PARTIES},SUM({quote_sheetname(sheet.title)}!$B$2:$D$2))",
    )


def _define_range(book: Workbook, name: str, first: str, down: str, many: str) -> None:
    book.defined_names[name] = DefinedName(name, attr_text=f"OFFSET({first},{down},0,MAX(1,{many}),1)")


def _whole_column(column: str) -> str:
    return f"{column}:$A"


def _count_formula(column: str) -> str:
    """Return the formula that counts a column's ids, without those set aside."""
    return f"COUNTA({_whole_column(column)})-1-COUNTIF({_whole_column(column)},{ASIDE_PATTERN})"


def _build_party_rows(columns: list[str]) -> Iterator[list[str]]:
    """Yield row 1, the count of rows set aside on each sheet; row 2, the count of ids; then the ids of all sheets."""
    yield ["", *(f"=COUNTIF({_whole_column(column)},{ASIDE_PATTERN})" for column in columns)]
    yield ["", *(f"={_count_formula(column)}" for column in columns)]
    for number in range(1, MOST_PARTIES + 1):
        yield [f"={_nth_formula(number, columns)}"]


def _nth_formula(number: int, columns: list[str]) -> str:
    """Return the formula of the n-th id across the columns."""
    formula, passed = '""', [f"-${letter}$2" for letter in "BCD"[: len(columns)]]
    for place, column in reversed(list(enumerate(columns))):
        here, letter = f"{number}{''.join(passed[:place])}", "BCD"[place]
        formula = f"IF({here}<=${letter}$2,INDEX({_whole_column(column)},{here}+1+${letter}$1),{formula})"
    return formula
