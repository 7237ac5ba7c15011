"""The form of every answer: identity, what is declared of a rule, JSON, and the text to paste in Neo4j Browser."""

from model.findings import Finding, QueryCall, find_certainty, format_cypher_value, make_finding_id
from model.language import Text
from model.vocabulary.finding_rules import RULE_FACTS, FindingRule, Severity
from model.vocabulary.record import Certainty


def finding(*about: str) -> Finding:
    return Finding(
        rule=FindingRule.SAME_MATTER,
        sentence=Text("No step on record"),
        about=about,
        entities=(*about, "forum"),
        asked=QueryCall("some/text", "MATCH (n {id: $id})\nRETURN n LIMIT $most", {"id": 'Å "x"', "most": 2}),
        rows=({"id": "a"},),
        evidence=("kalla §1",),
    )


def test_a_finding_is_its_rule_and_the_records_that_it_is_about_in_any_order() -> None:
    assert finding("b", "a", "b").id == "same-matter/a+b" == make_finding_id(FindingRule.SAME_MATTER, ["b", "a"])
    assert finding("b", "a").about == ("a", "b")


def test_severity_and_version_are_those_of_the_rule() -> None:
    assert (finding("a").severity, finding("a").version) == (Severity.NOTE, RULE_FACTS[FindingRule.SAME_MATTER].version)
    assert set(RULE_FACTS) == set(FindingRule)


def test_the_json_says_all() -> None:
    document = finding("b", "a").as_json()
    assert list(document) == [
        "id", "rule", "sentence", "entities", "query", "cypher", "parameters", "pasteable", "rows", "evidence", "certainty",
        "example", "version", "severity", "about",
    ]  # fmt: skip
    assert (document["severity"], document["certainty"], document["about"]) == ("note", "certain", ["a", "b"])


def test_the_text_to_paste_sets_each_parameter_and_keeps_whole_numbers_whole() -> None:
    assert finding("a").asked.pasteable == (
        ':param id => "Å \\"x\\"";\n:param most => 2;\nMATCH (n {id: $id})\nRETURN n LIMIT $most;'
    )


def test_lists_and_maps_are_written_as_cypher() -> None:
    assert format_cypher_value(["a", None, True]) == '["a", null, true]'
    assert format_cypher_value({"a b": [{"c": 1}]}) == "({`a b`: [{`c`: 1}]})"


def test_what_rests_on_anything_uncertain_is_uncertain() -> None:
    assert find_certainty("certain", None, "uncertain") is Certainty.UNCERTAIN
    assert find_certainty("certain", None) is Certainty.CERTAIN
