"""Answers to questions, and sentences that can be proved: each with its query, parameters, rows and evidence.

A `Finding` is a proven sentence that a rule found: something to look at. `docs/decisions/0022-findings.md` says more.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from model.language import LANGUAGES, Localizable
from model.vocabulary.finding_rules import RULE_FACTS, FindingRule, Severity
from model.vocabulary.record import Certainty

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class QueryCall:
    """A question as it was put to the graph: the name of the query text, its Cypher, its parameters."""

    query: str
    cypher: str
    parameters: Mapping[str, Any]

    @property
    def pasteable(self) -> str:
        """Return the text that can be pasted in Neo4j Browser or cypher-shell: a `:param` line per parameter, then the Cypher."""
        lines = [f":param {name} => {format_cypher_value(value)};" for name, value in self.parameters.items()]
        return "\n".join([*lines, f"{self.cypher};"])


def format_cypher_value(value: Any) -> str:
    """Return a parameter's value as a Cypher expression; a map in the parentheses that `:param` asks for."""
    if isinstance(value, Mapping):
        return f"({_format_map(value)})"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_format_part, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def _format_part(value: Any) -> str:
    return _format_map(value) if isinstance(value, Mapping) else format_cypher_value(value)


def _format_map(value: Mapping[str, Any]) -> str:
    return "{" + ", ".join(f"`{name}`: {_format_part(part)}" for name, part in value.items()) + "}"


@dataclass(frozen=True, kw_only=True)
class ProvenSentence:
    """A sentence about the landscape that can be proved. `rule` is a stable id; `example` marks what rests on invented data.

    `entities` are the ids of all records that it names. It is uncertain if any record that it rests on is.
    """

    rule: str
    sentence: Localizable
    entities: tuple[str, ...]
    asked: QueryCall
    rows: tuple[Row, ...]
    evidence: tuple[str, ...]
    certainty: Certainty = Certainty.CERTAIN
    example: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return it as plain JSON values, the sentence in both languages."""
        return {
            "rule": str(self.rule),
            "sentence": {language: self.sentence.in_(language) for language in LANGUAGES},
            "entities": list(self.entities),
            "query": self.asked.query,
            "cypher": self.asked.cypher,
            "parameters": dict(self.asked.parameters),
            "pasteable": self.asked.pasteable,
            "rows": [dict(row) for row in self.rows],
            "evidence": list(self.evidence),
            "certainty": str(self.certainty),
            "example": self.example,
        }


@dataclass(frozen=True, kw_only=True)
class Finding(ProvenSentence):
    """Something that a rule found. `about` are the ids of the records that identify it, kept sorted.

    A finding stays the same finding while its rule and these records are the same, whatever its sentence and rows say.
    """

    rule: FindingRule
    about: tuple[str, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "about", tuple(sorted(set(self.about))))

    @property
    def id(self) -> str:
        """Return the finding's id: `never-communicated/ASSIGNMENT`; several records are joined with `+`."""
        return make_finding_id(self.rule, self.about)

    @property
    def severity(self) -> Severity:
        """Return how much it asks for attention, as declared of its rule."""
        return RULE_FACTS[self.rule].severity

    @property
    def version(self) -> int:
        """Return the version of its rule."""
        return RULE_FACTS[self.rule].version

    def as_json(self) -> dict[str, Any]:
        """Return it as plain JSON values, with its id and what is declared of its rule."""
        declared = {"version": self.version, "severity": str(self.severity), "about": list(self.about)}
        return {"id": self.id, **super().as_json(), **declared}


def make_finding_id(rule: FindingRule, about: Sequence[str]) -> str:
    """Return the id of the finding of a rule about some records."""
    return f"{rule}/{'+'.join(sorted(set(about)))}"


def find_certainty(*certainties: str | None) -> Certainty:
    """Return the certainty of what rests on records of these certainties: uncertain if any of them is."""
    return Certainty.UNCERTAIN if Certainty.UNCERTAIN in certainties else Certainty.CERTAIN


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question: rows of ids and values, sentences and findings, and whether a limit cut it.

    `next` is the start of the next page, for a question that was asked page by page; None on the last page.
    """

    question: str
    parameters: Mapping[str, Any]
    on: str
    rows: Sequence[Row]
    findings: Sequence[ProvenSentence]
    cut: bool = False
    next: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the document that `--json` and the web answer with."""
        return {
            "question": self.question,
            "parameters": dict(self.parameters),
            "on": self.on,
            "cut": self.cut,
            **({"next": self.next} if self.next else {}),
            "rows": [dict(row) for row in self.rows],
            "findings": [finding.as_json() for finding in self.findings],
        }
