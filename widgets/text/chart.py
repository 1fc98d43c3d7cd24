"""Bars made of characters: the parts of a whole are told apart by shape, not by colour."""

from __future__ import annotations

from collections.abc import Sequence

PARTS = "█▒░"
"""What was said directly, partly, indirectly. `tui.terminal.fallback_glyphs` has `#+-` for a terminal without them."""
LEGEND = "█ direct  ▒ partly direct  ░ indirect"


def bar(parts: Sequence[int], most: int, width: int) -> str:
    """A bar for `parts`, at most three, whose sum is at most `most`, the sum that fills `width` cells.

    What is not nothing shows. Whole bars are right to half a cell; a part without room for one is left out.
    """
    total = sum(parts)
    if not total or most <= 0:
        return ""
    length = max(1, (2 * width * total + most) // (2 * most))
    drawn, done, before = "", 0, 0
    for glyph, part in zip(PARTS, parts, strict=False):
        before += part
        end = (2 * length * before + total) // (2 * total)
        drawn += glyph * (end - done)
        done = end
    return drawn
