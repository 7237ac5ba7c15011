"""A finding explains itself: the rule, a sentence, the entities, the query with its parameters, the rows and the evidence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from model.language import LANGUAGES, Text

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class QueryCall:
    """The question as it was put to the graph: the text's name, its Cypher, its parameters."""

    query: str
    cypher: str
    parameters: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that the analyst must be able to show: `rule` is a stable id, `example` says that it rests on invented data."""

    rule: str
    sentence: Text
    entities: tuple[str, ...]
    asked: QueryCall
    rows: tuple[Row, ...]
    evidence: tuple[str, ...]
    example: bool = False

    def as_json(self) -> dict[str, Any]:
        """The finding as plain JSON values, its sentence in both languages."""
        return {
            "rule": self.rule,
            "sentence": {language: self.sentence.in_(language) for language in LANGUAGES},
            "entities": list(self.entities),
            "query": self.asked.query,
            "cypher": self.asked.cypher,
            "parameters": dict(self.asked.parameters),
            "rows": [dict(row) for row in self.rows],
            "evidence": list(self.evidence),
            "example": self.example,
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question: rows of ids and values, findings, and whether a limit cut it.

    `next` is where the next page begins, for a question that was asked by pages; None when there is no more.
    """

    question: str
    parameters: Mapping[str, Any]
    on: str
    rows: Sequence[Row]
    findings: Sequence[Finding]
    cut: bool = False
    next: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The one document that `--json` and the web answer with."""
        return {
            "question": self.question,
            "parameters": dict(self.parameters),
            "on": self.on,
            "cut": self.cut,
            **({"next": self.next} if self.next else {}),
            "rows": [dict(row) for row in self.rows],
            "findings": [finding.as_json() for finding in self.findings],
        }
