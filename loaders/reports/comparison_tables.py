"""A comparison of two moments of a landscape as tables for a workbook."""

from collections.abc import Sequence

from loaders.reports.data_tables import DataColumn, DataTable
from model.history.comparison import LandscapeComparison
from model.language import JoinedText, Localizable, Text

_CHANGE_COLUMNS = (
    DataColumn("how", Text("What has happened"), 16),
    DataColumn("type", Text("Type"), 16),
    DataColumn("name", Text("Name"), 40),
    DataColumn("sentence", Text("In words"), 70),
    DataColumn("evidence", Text("Evidence"), 34),
    DataColumn("why", Text("Reason"), 40),
    DataColumn("who", Text("In the name of"), 24),
    DataColumn("example", Text("Example"), 10),
)
_MEANING_COLUMNS = (
    DataColumn("what", Text("What it means"), 40),
    DataColumn("n", Text("Parties"), 10, number=True),
    DataColumn("parties", Text("Which"), 100),
)
_FINDING_COLUMNS = (
    DataColumn("new", Text("New or gone"), 14),
    DataColumn("finding", Text("Finding"), 110),
)


def make_comparison_tables(
    title: Localizable, comparison: LandscapeComparison, findings: Sequence[tuple[bool, Localizable]]
) -> list[DataTable]:
    """Return the tables: what it means, the changes, and the findings that are new (True) or gone."""
    meaning = [(what, len(names), JoinedText(names)) for what, names in comparison.list_meaning()]
    changes = [
        (
            change.how.term, change.type.reads, change.name, change.describe(), change.evidence,
            change.reason.why if change.reason else "", change.reason.who if change.reason else "",
            Text("example") if change.example else "",
        )
        for change in comparison.changes
    ]  # fmt: skip
    told = [(Text("new") if new else Text("gone"), sentence) for new, sentence in findings]
    return [
        DataTable(Text("What it means"), _MEANING_COLUMNS, meaning, [title]),
        DataTable(Text("The changes"), _CHANGE_COLUMNS, changes, [title]),
        DataTable(Text("Findings"), _FINDING_COLUMNS, told, [title]),
    ]
