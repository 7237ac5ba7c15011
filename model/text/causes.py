"""What the operating system, or the reader of a format, says is the matter: in the reader's language, where it is common."""

import errno
from collections.abc import Mapping
from types import MappingProxyType

from model.language import Text

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


def cause_of(error: BaseException) -> Text | str:
    """What is the matter, without the names of files; what is not common as the error itself has it."""
    said = (error.strerror if isinstance(error, OSError) else None) or str(error)
    if isinstance(error, OSError) and (text := SYSTEM_CAUSES.get(error.errno or 0)):
        return text
    return next((text for begins, text in FORMAT_CAUSES.items() if said.startswith(begins)), said)
