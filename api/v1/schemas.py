"""The JSON Schemas (2020-12) of answers, as the OpenAPI document has them: those of records follow from the vocabulary."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from model.language import LANGUAGES
from model.vocabulary.finding_rules import FindingRule, Severity
from model.vocabulary.record import Certainty, Record

Schema = dict[str, Any]
REFERENCE = "#/components/schemas/{model}"
STRING, BOOLEAN, INTEGER = {"type": "string"}, {"type": "boolean"}, {"type": "integer"}
OBJECT: Schema = {"type": "object"}
ROWS: Schema = {"type": "array", "items": OBJECT}
IDS: Schema = {"type": "array", "items": STRING}
DAY: Schema = {"type": "string", "format": "date"}


def refer(name: str) -> Schema:
    """Return the reference to a schema of the document."""
    return {"$ref": REFERENCE.format(model=name)}


def describe_object(properties: Mapping[str, Any], optional: tuple[str, ...] = (), about: str = "") -> Schema:
    """Return the schema of an object that has these properties, those that are not `optional` always."""
    required = [name for name in properties if name not in optional]
    schema: Schema = {"type": "object", "properties": dict(properties), "required": required}
    return {"description": about, **schema} if about else schema


def allow_null(schema: Schema) -> Schema:
    """Return the schema of what may be null, too."""
    return {"anyOf": [schema, {"type": "null"}]}


def say(schema: Schema, about: str) -> Schema:
    """Return a schema with its description."""
    return {**schema, "description": about}


@cache
def build_record_schemas(type_: type[Record]) -> Mapping[str, Schema]:
    """Return the schemas that a record of that type needs, by their names; its own is that of its label."""
    whole: Schema = TypeAdapter(type_).json_schema(ref_template=REFERENCE, mode="serialization")
    parts = whole.pop("$defs", {})
    return {**parts, type_.label: {**whole, "description": " ".join((type_.__doc__ or "").split())}}


BOTH = describe_object(dict.fromkeys(LANGUAGES, STRING), about="The same in Swedish and in English.")
LINKS = describe_object(
    {
        "self": say({**STRING, "format": "uri-reference"}, "This answer."),
        "next": say({**STRING, "format": "uri-reference"}, "The next page; missing on the last."),
    },
    optional=("next",),
)
SENTENCE: Schema = {
    "rule": say(STRING, "The id of the rule, or of the kind of sentence."),
    "sentence": refer("BothLanguages"),
    "entities": say(IDS, "The ids of all records that the sentence names."),
    "query": say(STRING, "The name of the query text that answers it."),
    "cypher": say(STRING, "The query text."),
    "parameters": say(OBJECT, "The parameters of the query."),
    "pasteable": say(STRING, "The text that can be pasted in Neo4j Browser: the parameters, then the query."),
    "rows": say(ROWS, "The rows of the query on which the sentence rests."),
    "evidence": say(IDS, "Where it is written: the source and its section."),
    "certainty": {"enum": [str(one) for one in Certainty], "description": "Uncertain if any record that it rests on is."},
    "example": say(BOOLEAN, "Whether it rests on invented data."),
}
FINDING: Schema = {
    "id": say(STRING, "The rule and the records that it is about: the finding stays the same while they do."),
    **SENTENCE,
    "rule": {"enum": [str(rule) for rule in FindingRule]},
    "version": say(INTEGER, "The version of the rule."),
    "severity": {"enum": [str(one) for one in Severity]},
    "about": say(IDS, "The ids of the records that identify it."),
}
ENVELOPE: Schema = {
    "question": say(STRING, "The name of the question."),
    "parameters": say(OBJECT, "What was asked, without the defaults."),
    "on": say(DAY, "The day that the answer is about."),
    "cut": say(BOOLEAN, "Whether a limit left something out."),
    "next": say(STRING, "The place of the next page, for the parameter `after`; missing on the last."),
    "links": refer("Links"),
}
ROWS_OF_ANSWER = say(ROWS, "The rows; docs/commands.md says what each question's fields mean.")
SHARED: Mapping[str, Schema] = {
    "BothLanguages": BOTH,
    "Links": LINKS,
    "ProvenSentence": describe_object(SENTENCE, about="A sentence about the landscape that can be proved."),
    "Finding": describe_object(FINDING, about="Something to look at, which a rule found."),
    "Answer": describe_object(
        {**ENVELOPE, "rows": ROWS_OF_ANSWER, "findings": {"type": "array", "items": refer("ProvenSentence")}}, ("next",)
    ),
    "PartyNames": describe_object(
        {name: schema for name, schema in ENVELOPE.items() if name != "on"} | {"rows": ROWS_OF_ANSWER}, ("next",)
    ),
    "RuleAnswer": describe_object(
        {
            **ENVELOPE,
            "rows": say(ROWS, "The rules with their counts."),
            "findings": {"type": "array", "items": refer("Finding")},
            "groups": say(ROWS, "With `by`: the groups with their counts."),
            "assignments": say(INTEGER, "With `by`: on how many assignments the findings are."),
            "muted": say({"type": "array", "items": refer("Finding")}, "With `muted`: what is muted, with reason and last day."),
            "compared": say(OBJECT, "With `since`: what is new, gone and remaining."),
        },
        ("next", "groups", "assignments", "muted", "compared"),
    ),
    "Explanation": describe_object(
        {
            **{name: schema for name, schema in ENVELOPE.items() if name not in ("cut", "next")},
            "so": say({"type": ["boolean", "null"]}, "Whether it is still so; null if the rule did not finish."),
            "rule": say(OBJECT, "The rule: its id, name, meaning, section, severity, version and threshold in force."),
            "muted": say(allow_null(OBJECT), "Until when, and why, it is muted."),
            "finding": allow_null(refer("Finding")),
            "note": allow_null(refer("BothLanguages")),
            "answered": say(INTEGER, "How many rows its query gives."),
            "records": say(ROWS, "The records that it names, each in a sentence, with its evidence."),
            "changes": say(ROWS, "The latest changes of the records that it is about, the newest first."),
            "gone_with": say({"type": ["integer", "null"]}, "The number of the change with which it went away, if known."),
        }
    ),
    "Briefing": describe_object(
        {
            **ENVELOPE,
            "heading": refer("BothLanguages"),
            "since": say(OBJECT, "The moment since which things are new."),
            "rows": say(ROWS, "The sentences, the worst first, each with the finding or the command that shows more."),
        },
        ("next",),
    ),
}
"""The schemas that several operations share, by their names."""
ANSWERED, LISTED, RULED, EXPLAINED, TOLD = (
    refer(name) for name in ("Answer", "PartyNames", "RuleAnswer", "Explanation", "Briefing")
)
