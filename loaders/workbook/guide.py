"""The first sheet of a workbook: how to fill it in, and in an export the change that it holds."""

from collections.abc import Iterable, Sequence

from loaders.rows.stamp import parse_head
from model.changes.chain import Head
from model.language import Term, Text

CHANGE_LABEL = Term("Omfattar ändring", "Holds change")
"""The words before the number and hash of the last change, by which the reader finds them."""

GUIDE_HEADING = Text("A region's collaboration landscape")
INSTRUCTIONS = {
    Text("Begin"): Text(
        "One sheet per type, one row per fact. A new region begins with the last, grey sheets: sources and registers."
    ),
    Text("Headings"): Text("Columns with * must be filled in. Hold the pointer over a heading to read its meaning."),
    Text("Id"): Text(
        "Small letters a–z, digits and hyphens, such as eskilstuna-kommun. Other sheets refer to it; never change it."
    ),
    Text("Choices"): Text("Cells with an arrow have a list to choose from. Several values in one cell have | between them."),
    Text("Evidence"): Text("Every row names its evidence: the source's id, a space, the place in it, such as minutes-2026 §4."),
    Text("Examples"): Text("Rows whose id begins with # are not read. Write an id without # to use the row, or delete it."),
    Text("Own notes"): Text("Columns and sheets whose name begins with # are not read either."),
    Text("Persons"): Text("Write functions, never names of persons."),
    Text("Load"): Text("landskap load FILE.xlsx checks everything and shows what would change, and writes it when you say yes."),
}
"""Topics → how to fill in the workbook."""


def find_guide_head(rows: Iterable[Sequence[str]]) -> Head | None:
    """Return the head of the journal on the first sheet of an export, given its rows as text; None without one."""
    for cells in rows:
        if cells and cells[0].strip() in {CHANGE_LABEL.sv, CHANGE_LABEL.en}:
            words = " ".join(cells[1:]).split()
            return parse_head(*words[:2]) if len(words) > 1 else None
    return None
