"""Detached signatures of a revision's manifest in the format of OpenSSH (SSHSIG), which `ssh-keygen -Y` makes and verifies.

They are kept as base64 on one line, with the decision that they belong to, and written as the armoured text that OpenSSH reads.
"""

import base64
import re
import textwrap

from model.errors import InputError
from model.language import Text

SIGNATURE_NAMESPACE = "landskap"
"""What is signed, as OpenSSH has it: a signature that was made for something else does not count."""
FIRST_LINE, LAST_LINE = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"
ARMOURED = re.compile(rf"\s*{FIRST_LINE}([A-Za-z0-9+/=\s]*){LAST_LINE}\s*")
LINE_WIDTH = 70
"""Characters of a line, as OpenSSH writes them."""


def strip_armour(text: str) -> str:
    """Return the base64 of an armoured signature on one line. Raises InputError if it is none."""
    if found := ARMOURED.fullmatch(text):
        content = "".join(found[1].split())
        try:
            if base64.b64decode(content, validate=True).startswith(b"SSHSIG"):
                return content
        except ValueError:
            pass
    text_ = Text("it is no signature of OpenSSH")
    raise InputError(text_, (), Text("Make one with: ssh-keygen -Y sign -n landskap -f KEY manifest.json"))


def add_armour(content: str) -> bytes:
    """Return a kept signature as OpenSSH writes it."""
    return "\n".join([FIRST_LINE, *textwrap.wrap(content, LINE_WIDTH), LAST_LINE, ""]).encode()
