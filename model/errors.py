"""All errors in one tree. Each layer translates the errors of the libraries that it calls into these.

LandskapError                what happened, and the way out
├── InputError               the input of a file or a person is invalid; lists every fault at once
├── NotFound                 no such party, query or revision; with the nearest suggestions
├── NotUnderstood            a command or a request is malformed; with the nearest suggestions
├── LimitExceeded            a request exceeds a stated limit of size, depth or time
├── Conflict                 the landscape changed in between, or later changes build on this one
├── ServerBusy               the web server has too many requests at once
├── AskedByAnotherSite       a page of another site sent a request in the user's name
├── CatalogueError           a query text or a call of one contradicts its header (a defect of ours)
└── GraphError               the graph itself
    ├── GraphUnavailable     nothing listens, or the connection was lost
    │   └── OutcomeUnknown   the connection was lost while a change was committed: all of it was kept, or nothing
    ├── GraphDenied          wrong user or password, or the password must be changed first
    ├── GraphBusy            another machine or process holds the folder
    ├── GraphForeign         the folder or the database holds something that is not ours
    ├── GraphNewer           written by a newer version of Landskap
    ├── GraphDamaged         the graph contradicts its own journal
    ├── GraphReadOnly        the folder cannot be written
    ├── GraphFull            the disk is full
    └── QueryTooSlow         a question exceeded its deadline
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
        errno.EEXIST: Text("that name is already taken"),
        errno.EACCES: NOT_ALLOWED,
        errno.EPERM: NOT_ALLOWED,
        errno.EISDIR: Text("it is a folder"),
        errno.ENOTDIR: Text("it is a file, not a folder"),
        errno.ENOTEMPTY: Text("the folder is not empty"),
        errno.ENOSPC: Text("the disk is full"),
        errno.EDQUOT: Text("the disk is full"),
        errno.EROFS: Text("nothing can be written on that disk"),
        errno.EBUSY: Text("another program uses it"),
        errno.EIO: Text("the disk cannot be read or written there"),
        errno.ENAMETOOLONG: Text("its name is too long"),
    }
)
"""Error number of the operating system → its meaning."""
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
"""Beginning of a library's message → its meaning."""


class LandskapError(Exception):
    """Something that went wrong: what happened (`text`), and what the user can do about it (`way_out`)."""

    def __init__(self, text: Text, way_out: Text | None = None) -> None:
        super().__init__(text, way_out)
        self.text = text
        self.way_out = way_out

    def in_(self, language: Language) -> str:
        """Return the whole message in `language`, the way out last."""
        parts = [self.text, self.way_out] if self.way_out else [self.text]
        return ". ".join(part.in_(language).rstrip(".") for part in parts)

    def __str__(self) -> str:
        return self.in_("en")


@dataclass(frozen=True, slots=True)
class FileLocation:
    """A place in a file: a row (from 1), or a sheet with a row and possibly a column; 0 and "" stand for the whole."""

    file: str
    row: int = 0
    sheet: str = ""
    column: str = ""

    def __str__(self) -> str:
        """Return the place as `actor.csv:7` or `landskap.xlsx, Aktörer!B7`."""
        row = str(self.row or "")
        if self.sheet:
            return f"{self.file}, {self.sheet}" + (f"!{self.column}{row}" if row else "")
        return f"{self.file}:{row}" if row else self.file


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in the input: the rule that it breaks, where it is, and how to correct it (`hint`).

    `type`, `id` and `field` locate it in the landscape; the reader of a file adds `place`.
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
        """Return `file:line: column: fault – hint`."""
        where = ", ".join(str(part) for part in (self.place, self.field) if part)
        message = self.text.in_(language) + (f" – {self.hint.in_(language)}" if self.hint else "")
        return f"{where}: {message}" if where else message


class InputError(LandskapError):
    """The input cannot be kept; `problems` lists every fault. Nothing was written."""

    def __init__(self, text: Text, problems: Sequence[Problem], way_out: Text | None = None) -> None:
        super().__init__(text, way_out)
        self.problems = tuple(problems)


class NotFound(LandskapError):
    """Nothing has that name or id; `suggestions` holds the nearest ids."""

    def __init__(self, text: Text, suggestions: Sequence[str] = (), way_out: Text | None = None) -> None:
        super().__init__(text, way_out)
        self.suggestions = tuple(suggestions)


class NotUnderstood(LandskapError):
    """A command or a request is malformed; `suggestions` holds the nearest valid ones. Nothing was done."""

    def __init__(
        self, text: Text, suggestions: Sequence[str] = (), way_out: Text | None = None, problems: Sequence[Problem] = ()
    ) -> None:
        super().__init__(text, way_out)
        self.suggestions, self.problems = tuple(suggestions), tuple(problems)


class LimitExceeded(LandskapError):
    """The request exceeds a stated limit."""


class Conflict(LandskapError):
    """The landscape has changed in between, or later changes depend on this one; `changes` holds their numbers."""

    def __init__(self, text: Text, way_out: Text | None = None, changes: Sequence[int] = ()) -> None:
        super().__init__(text, way_out)
        self.changes = tuple(changes)


class ServerBusy(LandskapError):
    """The web server has too many requests at once; the client may try again in a moment."""


class AskedByAnotherSite(LandskapError):
    """A page of another site sent a request in the reader's name."""


class CatalogueError(LandskapError):
    """A query text, or a call of one, contradicts the text's header. This is a defect in Landskap."""


class GraphError(LandskapError):
    """The graph cannot do what was asked."""


class GraphUnavailable(GraphError):
    """Nothing listens at the address, or the connection was lost."""


class OutcomeUnknown(GraphUnavailable):
    """The connection was lost while a change was being committed: either all of it was kept, or nothing."""


class GraphDenied(GraphError):
    """The user or the password is wrong, or an initial password must be changed first."""


class GraphBusy(GraphError):
    """Another machine or process holds the folder."""


class GraphForeign(GraphError):
    """The folder or the database holds something other than a landscape."""


class GraphNewer(GraphError):
    """A newer version of Landskap wrote the folder."""


class GraphDamaged(GraphError):
    """The graph contradicts its own journal."""


class GraphReadOnly(GraphError):
    """The folder cannot be written."""


class GraphFull(GraphError):
    """The disk is full."""


class QueryTooSlow(GraphError):
    """A question exceeded its deadline."""


def cause_of(error: BaseException) -> Text | str:
    """Return the cause of an error in the reader's language, without file names; a rare cause in the error's own words."""
    message = (error.strerror if isinstance(error, OSError) else None) or str(error)
    if isinstance(error, OSError) and (text := SYSTEM_CAUSES.get(error.errno or 0)):
        return text
    return next((text for begins, text in FORMAT_CAUSES.items() if message.startswith(begins)), message)
