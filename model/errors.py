"""Everything that can go wrong, in one tree. Each layer translates what it calls into these.

LandskapError                what happened, and the way out
├── InputError               a file or a person said something that cannot be kept: every problem at once
├── NotFound                 no such party, query or revision; with the nearest suggestions
├── NotUnderstood            a command or a page was not asked for as it can be; with the nearest suggestions
├── LimitExceeded            a stated limit of size, depth or time was asked to be passed
├── Conflict                 somebody else changed the landscape in between, or later changes build on this
├── ServerBusy               the pages have more to do than they can at once
├── AskedByAnotherSite       a page of another site asked in the user's name
├── CatalogueError           a query text or its call is not as declared (a mistake of ours)
└── GraphError               the graph itself
    ├── GraphUnavailable     nothing listens, or it went away
    │   └── OutcomeUnknown   it went away while it was told to keep a change: all of it is kept, or nothing
    ├── GraphDenied          wrong user or password, or the password must be changed first
    ├── GraphBusy            another machine or process holds the folder
    ├── GraphForeign         the folder or database holds something that is not ours
    ├── GraphNewer           written by a newer version of Landskap
    ├── GraphDamaged         what the graph holds contradicts its own journal
    ├── GraphReadOnly        the folder cannot be written
    ├── GraphFull            the disk is full
    └── QueryTooSlow         the deadline of a question passed
"""

import errno
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from model.language import Language, Text
from model.rules import Rule

NOT_ALLOWED = Text("it is not allowed")
SYSTEM_CAUSES: Mapping[int, Text] = MappingProxyType(
    {
        errno.ENOENT: Text("there is no such file or folder"),
        errno.EEXIST: Text("there is something of that name already"),
        errno.EACCES: NOT_ALLOWED,
        errno.EPERM: NOT_ALLOWED,
        errno.EISDIR: Text("it is a folder"),
        errno.ENOTDIR: Text("what should be a folder is a file"),
        errno.ENOTEMPTY: Text("the folder is not empty"),
        errno.ENOSPC: Text("the disk is full"),
        errno.EDQUOT: Text("the disk is full"),
        errno.EROFS: Text("nothing can be written on that disk"),
        errno.EBUSY: Text("another program uses it"),
        errno.EIO: Text("the disk cannot be read or written there"),
        errno.ENAMETOOLONG: Text("its name is too long"),
    }
)
"""The number of a fault → what it is."""
DAMAGED = Text("it is damaged")
FORMAT_CAUSES: Mapping[str, Text] = MappingProxyType(
    {
        "File is not a zip file": Text("it is no such file, or is damaged (no zip file)"),
        "Bad CRC-32": DAMAGED,
        "Bad magic number": DAMAGED,
        "Error -": DAMAGED,
        "Truncated file header": DAMAGED,
        "unexpected end of data": Text("a quotation mark is missing"),
    }
)
"""How a fault begins → what it is."""


class LandskapError(Exception):
    """What happened (`text`), and what the user can do about it (`way_out`)."""

    def __init__(self, text: Text, way_out: Text | None = None) -> None:
        super().__init__(text, way_out)
        self.text = text
        self.way_out = way_out

    def in_(self, language: Language) -> str:
        """The whole message in `language`, the way out last."""
        parts = [self.text, self.way_out] if self.way_out else [self.text]
        return ". ".join(part.in_(language).rstrip(".") for part in parts)

    def __str__(self) -> str:
        return self.in_("en")


@dataclass(frozen=True, slots=True)
class FileLocation:
    """A file, and in it a row (from 1), or a sheet with a row and perhaps a column; 0 and "" are the whole of it."""

    file: str
    row: int = 0
    sheet: str = ""
    column: str = ""

    def __str__(self) -> str:
        """`actor.csv:7`, or `landskap.xlsx, Aktörer!B7`."""
        row = str(self.row or "")
        if self.sheet:
            return f"{self.file}, {self.sheet}" + (f"!{self.column}{row}" if row else "")
        return f"{self.file}:{row}" if row else self.file


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in what was given: `rule` names the check, the rest where it is and what would be right.

    `type`, `id` and `field` place it in the landscape; `place` is added by who read it.
    """

    rule: Rule
    text: Text
    hint: Text | None = None
    type: str = ""
    id: str = ""
    field: str = ""
    value: str = ""
    place: FileLocation | None = None

    def in_(self, language: Language) -> str:
        """`file:line: column: what is wrong – what would be right`."""
        where = ", ".join(str(part) for part in (self.place, self.field) if part)
        said = self.text.in_(language) + (f" – {self.hint.in_(language)}" if self.hint else "")
        return f"{where}: {said}" if where else said


class InputError(LandskapError):
    """What was given cannot be kept; `problems` lists everything that is wrong with it. Nothing was written."""

    def __init__(self, text: Text, problems: Sequence[Problem], way_out: Text | None = None) -> None:
        super().__init__(text, way_out)
        self.problems = tuple(problems)


class NotFound(LandskapError):
    """There is no such thing; `suggestions` holds the nearest ids."""

    def __init__(self, text: Text, suggestions: Sequence[str] = (), way_out: Text | None = None) -> None:
        super().__init__(text, way_out)
        self.suggestions = tuple(suggestions)


class NotUnderstood(LandskapError):
    """A command or a page was not asked for as it can be. Nothing was done.

    `suggestions` holds the nearest that can be asked, `problems` what is wrong with each parameter of a question.
    """

    def __init__(
        self, text: Text, suggestions: Sequence[str] = (), way_out: Text | None = None, problems: Sequence[Problem] = ()
    ) -> None:
        super().__init__(text, way_out)
        self.suggestions, self.problems = tuple(suggestions), tuple(problems)


class LimitExceeded(LandskapError):
    """A stated limit was asked to be passed."""


class Conflict(LandskapError):
    """The landscape changed in between, or later changes stand in the way; `changes` holds the numbers of those."""

    def __init__(self, text: Text, way_out: Text | None = None, changes: Sequence[int] = ()) -> None:
        super().__init__(text, way_out)
        self.changes = tuple(changes)


class ServerBusy(LandskapError):
    """The pages have more to do than they can at once; the same may be asked again in a moment."""


class AskedByAnotherSite(LandskapError):
    """A page of another site asked for something in the name of whoever reads it."""


class CatalogueError(LandskapError):
    """A query text, or the call of one, is not as its header declares."""


class GraphError(LandskapError):
    """The graph cannot do what was asked."""


class GraphUnavailable(GraphError):
    """Nothing listens there, or it went away."""


class OutcomeUnknown(GraphUnavailable):
    """It went away between being told to keep a change and saying that it has: all of it is kept, or nothing."""


class GraphDenied(GraphError):
    """Wrong user or password, or a first password that must be changed."""


class GraphBusy(GraphError):
    """Another machine or process holds the folder."""


class GraphForeign(GraphError):
    """The folder or database holds something that is not a landscape."""


class GraphNewer(GraphError):
    """Written by a newer version of Landskap than this one."""


class GraphDamaged(GraphError):
    """What the graph holds contradicts its own journal."""


class GraphReadOnly(GraphError):
    """The folder cannot be written."""


class GraphFull(GraphError):
    """The disk is full."""


class QueryTooSlow(GraphError):
    """The deadline of a question passed."""


def cause_of(error: BaseException) -> Text | str:
    """What is the matter, without the names of files; what is not common as the error itself has it."""
    said = (error.strerror if isinstance(error, OSError) else None) or str(error)
    if isinstance(error, OSError) and (text := SYSTEM_CAUSES.get(error.errno or 0)):
        return text
    return next((text for begins, text in FORMAT_CAUSES.items() if said.startswith(begins)), said)
