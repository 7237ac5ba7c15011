"""The rows of a finding in words: every field has a line or is for JSON alone, and no code is left in what users read."""

import pytest

from api.printing.row_lines import ROW_LINES, describe_row
from model.language import localize_value
from model.vocabulary.finding_rules import FindingRule
from queries.server.graph import Graph
from tests.graphs import put
from tests.queries.findings.runs import find_one
from tools.finding_examples import EXAMPLE_DAY, FINDING_EXAMPLES

FOR_JSON_ALONE = {
    "flows_inferred", "late", "meeting_certainty", "short_name", "ways", "recorded", "invented",
    "state", "reason", "givers", "givers_met", "takers", "takers_met",
}  # fmt: skip
CODES = ("True", "own date", "usual time", "line_decision", "hand-off", "stalled", "certain")


@pytest.mark.parametrize("rule", FINDING_EXAMPLES)
def test_every_field_is_shown_by_its_heading_and_term(graph: Graph, rule: FindingRule) -> None:
    put(graph, FINDING_EXAMPLES[rule].build_landscape())
    rows = find_one(graph, rule, EXAMPLE_DAY).rows
    shown = {field for line in ROW_LINES for field in (line.field, *line.beside)} | FOR_JSON_ALONE
    assert {field for row in rows for field in row if not field.endswith("_en")} - shown == set()
    said = [(heading.in_("sv"), localize_value(words, "sv")) for row in rows for heading, words in describe_row(row)]
    assert said
    assert [line for line in said if line[1] in CODES] == []


def test_a_record_is_named_with_its_id_and_an_empty_field_is_left_out() -> None:
    row = {"forum": "f", "forum_name": "Forumet", "forum_name_en": None, "party": "a", "step": None, "assignments": ["u", "v"],
           "assignments_left_out": 3, "broken": True, "share": 75}  # fmt: skip
    assert [(heading.in_("sv"), str(localize_value(words, "sv"))) for heading, words in describe_row(row)] == [
        ("Beslutat av", "Forumet (f)"), ("Adressat", "a"), ("Andel", "75 %"), ("Uppdrag", "u, v … +3"), ("Anmärkning", "bruten"),
    ]  # fmt: skip
