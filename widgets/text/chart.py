"""Bars made of characters, whose parts differ in shape, not in colour."""

from __future__ import annotations

from collections.abc import Sequence

PARTS = "█▒░"
"""Direct, partly direct and indirect speech. `tui.terminal.fallback_glyphs` shows `#+-` on terminals without them."""
LEGEND = "█ direct  ▒ partly direct  ░ indirect"


def bar(parts: Sequence[int], full: int, width: int) -> str:
    """A bar of at most `width` cells for up to three `parts`; a sum of `full`, the largest allowed, fills the width.

    A positive sum always shows. The bar's length is right to half a cell; a part that gets no cell is left out.
    """
    total = sum(parts)
    if not total or full <= 0:
        return ""
    length = max(1, (2 * width * total + full) // (2 * full))
    drawn, used, before = "", 0, 0
    for glyph, part in zip(PARTS, parts, strict=False):
        before += part
        end = (2 * length * before + total) // (2 * total)
        drawn += glyph * (end - used)
        used = end
    return drawn
