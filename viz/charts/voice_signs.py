"""The signs of how a party is represented: its shape says how, and whether it rests on what is proposed, uncertain or invented.

A disc is a seat of its own, half a disc only a deputy's, a half diamond a seat through a network, a crossed square none, a dashed
ring unknown. Hollow is proposed, hollow with a point uncertain. A letter in the disc is the position; a line below is a seat
without mandate.
"""

from dataclasses import dataclass
from typing import Literal

from viz.charts.drawing import shape
from viz.charts.state_marks import QUERY
from viz.draw.markup import element, escape_text

VoiceHow = Literal["direct", "network", "deputy", "none", "unknown"]
VoiceDoubt = Literal["", "proposed", "uncertain"]
SIGN_BOX = "-9 -9 18 18"
"""The view box of a sign, around its origin."""
RING = '<circle r="5" fill="none" stroke="currentColor" stroke-width="1.8"/>'
DIAMOND = '<path d="M0-6.5 6.5 0 0 6.5-6.5 0Z" fill="none" stroke="currentColor" stroke-width="1.6"/>'
LETTER_RING = '<circle r="7.2" fill="none" stroke="currentColor" stroke-width="1.4"/>'
POINT = '<circle r="1.7" fill="currentColor"/>'
CROSS = '<path d="m-3-3 6 6M3-3l-6 6" fill="none" stroke="currentColor" stroke-width="1.6"/>'


@dataclass(frozen=True, slots=True)
class VoiceSign:
    """A sign. `in_forum` makes "none" a small point and "unknown" a ring without question mark, as in a row of many forums."""

    how: VoiceHow
    doubt: VoiceDoubt = ""
    letter: str = ""
    without_mandate: bool = False
    example: bool = False
    in_forum: bool = False

    @property
    def key(self) -> str:
        """Return a name that signs of the same look have in common."""
        flags = [name for name in ("without_mandate", "example") if getattr(self, name)]
        flags += ["here"] if self.in_forum and self.how in ("none", "unknown") else []
        return "-".join(filter(None, ("voice", self.how, self.doubt, self.letter, *flags)))

    def draw(self) -> str:
        """Return the shapes around the origin, within 9 px of it."""
        parts = [self._draw_shape()]
        if self.without_mandate:
            parts.append('<path class="bare" d="M-5 8.2H5" stroke-width="2"/>')
        if self.example:
            parts.append('<path class="invented" d="M6.2-8.6v4M4.5-7.6l3.4 2M7.9-7.6l-3.4 2" stroke-width="1"/>')
        return "".join(parts)

    def _draw_shape(self) -> str:
        if self.letter:
            ground = LETTER_RING if self.doubt else '<circle r="7.4" fill="currentColor"/>'
            words = shape("text", "hollow-letter" if self.doubt else "voice-letter", escape_text(self.letter), y="3.4")
            return ground + words + ('<circle cy="6.9" r="1.6" fill="currentColor"/>' if self.doubt == "uncertain" else "")
        match self.how, self.doubt:
            case "deputy", "":
                return RING + '<path d="M-5 0A5 5 0 0 0 5 0Z" fill="currentColor"/>'
            case "direct", "":
                return '<circle r="5.6" fill="currentColor"/>'
            case "direct" | "deputy", doubt:
                return RING + (POINT if doubt == "uncertain" else "")
            case "network", "":
                return DIAMOND + '<path d="M0-6.5V6.5L-6.5 0Z" fill="currentColor"/>'
            case "network", doubt:
                return DIAMOND + (POINT if doubt == "uncertain" else "")
            case "none", doubt:
                return self._draw_none(doubt)
        return self._draw_unknown()

    def _draw_none(self, doubt: str) -> str:
        if self.in_forum:
            return '<circle r="1.2" fill="currentColor"/>'
        dashed = ' stroke-dasharray="2 1.6"' if doubt else ""
        return f'<rect x="-5.5" y="-5.5" width="11" height="11" rx="1.5" fill="none" stroke="currentColor"{dashed}/>{CROSS}'

    def _draw_unknown(self) -> str:
        ring = '<circle r="5.2" fill="none" stroke="currentColor" stroke-width="1.2" stroke-dasharray="2.2 1.6"/>'
        query = f'<path d="{QUERY}" fill="none" stroke="currentColor" stroke-width="1.4"/>'
        return ring if self.in_forum else ring + query


def draw_symbol(sign: VoiceSign) -> str:
    """Return the sign as a symbol, which a page has once and uses often."""
    return element("symbol", sign.draw(), id=sign.key, viewBox=SIGN_BOX)
