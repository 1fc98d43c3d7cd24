"""The positions of the text on a PDF page, to separate words placed one by one and the cells of tables.

pypdf joins everything shown on one line; the distance between two pieces follows only from their positions and the
widths of their letters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdf import PageObject

WORD_GAP = 0.1
"""In units of the letters' size: pieces farther apart than this are two words. Kerning moves a letter by less."""
CELL_GAP = 0.7
"""In units of the letters' size: pieces farther apart than this, or one above the other, may be two cells."""
MAX_PIECES = 20_000


@dataclass(slots=True)
class Piece:
    """Text shown in one operation: its start and end (points), and the size of its letters."""

    text: str
    x: float
    end: float
    y: float
    size: float


@dataclass(slots=True)
class Pieces:
    """Collects the pieces of a page; pass `take` to pypdf as `visitor_operand_before`."""

    page: PageObject
    found: list[Piece] = field(default_factory=list)
    _fonts: dict[str, Any] = field(default_factory=dict)
    _font: str = ""
    _size: float = 1.0

    def take(self, operator: bytes, operands: Sequence[Any], cm: Sequence[float], tm: Sequence[float]) -> None:
        """Record the text that an operation shows; multi-byte fonts are left to pypdf."""
        if operator == b"Tf" and len(operands) == 2:
            self._font, self._size = str(operands[0]), float(operands[1])
        elif operator in (b"Tj", b"TJ") and operands and len(self.found) < MAX_PIECES:
            font = self._loaded(self._font)
            if font is not None:
                self._shown(operands[0] if operator == b"TJ" else operands, font, cm, tm)

    def _loaded(self, name: str) -> Any:
        """The font, for its widths; None if there is no simple font of that name."""
        if name not in self._fonts:
            self._fonts[name] = None
            try:
                from pypdf.generic._font import Font

                resource = self.page["/Resources"]["/Font"][name].get_object()  # type: ignore[index]
                simple = resource.get("/Subtype") in ("/Type1", "/TrueType", "/MMType1")
                self._fonts[name] = Font.from_font_resource(resource) if simple else None
            except Exception:  # a broken font must not cost the text
                return None
        return self._fonts[name]

    def _shown(self, parts: Sequence[Any], font: Any, cm: Sequence[float], tm: Sequence[float]) -> None:
        scale = abs(tm[0] * cm[0]) or 1.0
        size = self._size * scale
        text, width = "", 0.0
        for part in parts:
            if isinstance(part, (bytes, str)):
                shown = part.decode("latin-1") if isinstance(part, bytes) else part
                text += shown
                width += font.get_text_width(shown) / 1000 * size
            elif isinstance(part, (int, float)):
                width -= float(part) / 1000 * size
                text += " " if float(part) < -1000 * WORD_GAP * 2 else ""
        if text.strip():
            x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            self.found.append(Piece(text, x, x + width, y, size))

    def at(self, y: float, size: float) -> list[Piece]:
        """The pieces on the line at height `y`, in file order."""
        return [piece for piece in self.found if abs(piece.y - y) < 0.3 * size]


def rebuilt(text: str, pieces: Sequence[Piece]) -> tuple[str, tuple[float, ...]]:
    """A line's text with blanks between separate pieces, and the starts of its cells (points; () for running text).

    The text is unchanged if the pieces do not spell it.
    """
    if len(pieces) < 2 or "".join("".join(piece.text for piece in pieces).split()) != "".join(text.split()):
        return text, ()
    joined, starts = pieces[0].text, [pieces[0].x]
    for before, piece in pairwise(pieces):
        gap = piece.x - before.end
        if gap > CELL_GAP * piece.size or gap < -WORD_GAP * piece.size:
            starts.append(piece.x)
            joined += "\t"
        elif gap > WORD_GAP * piece.size:
            joined += " "
        joined += piece.text
    return joined, tuple(starts) if len(starts) > 1 else ()
