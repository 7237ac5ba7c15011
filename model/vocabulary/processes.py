"""Processes of the platform and how they feed each other, tasks, and themes of the yearly wheel.

A process is not a party: it takes no decisions, has no seats and is never addressed. Source: programme declaration §1.3 and
§6.4.1.
"""

from typing import Annotated, ClassVar

from pydantic import Field, ValidationInfo, field_validator

from model.language import Term, Text
from model.rules import RecordRule
from model.vocabulary.record import About, Choice, Node, Prose, Ref, Relationship, RuleBroken, Slug
from model.vocabulary.shared_fields import Description, EnglishName, StandingField, SwedishName


class ProcessKind(Choice):
    """Whether a process is a main process or supports the main ones (§1.3)."""

    MAIN = "main", "huvudprocess", "main process"
    SUPPORTING = "supporting", "stödprocess", "supporting process"


class Process(Node):
    """A process of the platform (§1.3): one of the parts that run all the time, side by side, and feed each other."""

    label: ClassVar = "Process"
    reads: ClassVar = Term("process", "process")
    plural: ClassVar = Term("processer", "processes")
    rdf: ClassVar = "sl:Process"

    name: SwedishName
    name_en: EnglishName = None
    kind: Annotated[ProcessKind, About(Term("Slag", "Kind"), "", "dcterms:type")]
    standing: StandingField
    description: Description = None


class ProcessFlow(Relationship):
    """A flow from one process to another (§1.3)."""

    label: ClassVar = "ProcessFlow"
    reads: ClassVar = Term("processflöde", "process flow")
    plural: ClassVar = Term("processflöden", "process flows")
    rdf: ClassVar = "sl:ProcessFlow"
    edge: ClassVar = "FEEDS_PROCESS"

    source: Annotated[
        Slug,
        About(Term("Från", "From"), "The process that feeds.", "sl:from"),
        Ref("Process", "FEEDS_PROCESS", Term("föder", "feeds")),
    ]
    target: Annotated[
        Slug,
        About(Term("Till", "To"), "The process that is fed.", "sl:to"),
        Ref("Process", "FEEDS_PROCESS", Term("tar emot från", "receives from")),
    ]
    carries: Annotated[Prose | None, About(Term("Innehåll", "Carries"), "The content of the flow.", "dcterms:description")] = None
    carries_en: Annotated[Prose | None, About(Term("Engelskt innehåll", "Carries (English)"), "", "dcterms:description")] = None
    standing: StandingField


class Task(Node):
    """A task of a process (§1.3), or of the forums of a kind (§6.4.1: purposes and tasks)."""

    label: ClassVar = "Task"
    reads: ClassVar = Term("arbetsuppgift", "task")
    plural: ClassVar = Term("arbetsuppgifter", "tasks")
    rdf: ClassVar = "sl:Task"

    name: SwedishName
    name_en: EnglishName = None
    process: Annotated[
        Slug | None,
        About(Term("Process", "Process"), "The process whose task it is.", "sl:process"),
        Ref("Process", "TASK_OF_PROCESS", Term("är en uppgift i", "is a task of")),
    ] = None
    forum_kind: Annotated[
        Slug | None,
        About(Term("Forumslag", "Kind of forum"), "The kind of forum whose task it is.", "sl:forumKind"),
        Ref("ForumKind", "TASK_OF_FORUM", Term("är en uppgift för", "is a task of forums of kind")),
        Field(validate_default=True),
    ] = None
    standing: StandingField
    description: Description = None

    @field_validator("forum_kind")
    @classmethod
    def _is_somebodys(cls, forum_kind: str | None, read: ValidationInfo) -> str | None:
        if forum_kind is None and read.data.get("process") is None:
            text = Text("a task belongs to a process or to a kind of forum")
            raise RuleBroken(RecordRule.TASK_OF, "process", text)
        return forum_kind


class Theme(Node):
    """A theme of the yearly wheel: in a quarter, forums of a kind or their committees discuss it (§6.4.1)."""

    label: ClassVar = "Theme"
    reads: ClassVar = Term("tema i årshjul", "theme of the yearly wheel")
    plural: ClassVar = Term("teman i årshjul", "themes of the yearly wheel")
    rdf: ClassVar = "sl:Theme"

    name: SwedishName
    name_en: EnglishName = None
    forum_kind: Annotated[
        Slug,
        About(Term("Årshjul för", "Wheel of"), "The kind of forum whose wheel it is.", "sl:wheelOf"),
        Ref("ForumKind", "THEME_OF", Term("hör till årshjulet för", "belongs to the yearly wheel of")),
    ]
    body: Annotated[
        Slug,
        About(Term("Tas upp i", "Taken up in"), "The kind of forum that takes it up: itself, or its committee.", "sl:body"),
        Ref("ForumKind", "TAKEN_UP_IN", Term("tas upp i", "is taken up in")),
    ]
    quarter: Annotated[int, About(Term("Kvartal", "Quarter"), "1–4.", "sl:quarter"), Field(ge=1, le=4)]
    standing: StandingField
    description: Description = None
