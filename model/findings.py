"""Answers to questions, and findings that explain themselves: rule, sentence, query with its parameters, rows and evidence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from model.language import LANGUAGES, Text

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class QueryCall:
    """A question as it was put to the graph: the name of the query text, its Cypher, its parameters."""

    query: str
    cypher: str
    parameters: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that an analyst must be able to prove. `rule` is a stable id; `example` marks findings on invented data."""

    rule: str
    sentence: Text
    entities: tuple[str, ...]
    asked: QueryCall
    rows: tuple[Row, ...]
    evidence: tuple[str, ...]
    example: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return the finding as plain JSON values, its sentence in both languages."""
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

    `next` is the start of the next page, for a question that was asked page by page; None on the last page.
    """

    question: str
    parameters: Mapping[str, Any]
    on: str
    rows: Sequence[Row]
    findings: Sequence[Finding]
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
