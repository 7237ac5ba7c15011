"""The signs of the system map: the shape before the words of an arrow says its state."""

from collections.abc import Mapping
from typing import Literal

ArrowState = Literal["exists", "proposed", "none", "broken"]
SIGNS: Mapping[ArrowState, str] = {
    "exists": '<circle class="sign filled" r="4.6"/>',
    "proposed": '<circle class="sign" r="4.2"/>',
    "none": '<path class="sign" d="M-5 0H5"/>',
    "broken": '<path class="sign stop" d="M-4.5 5-.5-5M.5 5 4.5-5"/>',
}
UNCERTAIN_SIGN = '<circle class="sign doubt" r="6"/><text class="doubt-mark" y="3.6" text-anchor="middle">?</text>'
