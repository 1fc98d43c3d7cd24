"""The parts of an article: which lines are its date, headline, byline, captions, credits, text and boilerplate."""

from __future__ import annotations

import re
from typing import NamedTuple

from extract.types import Block, Meta, Span


class Zoned(NamedTuple):
    """Every non-blank line in exactly one block, in text order; what the article says about itself; warnings."""

    meta: Meta
    blocks: list[Block]
    warnings: list[str]


def zone(text: str) -> Zoned:
    """Cut `text` into zones. Pure typography and word lists: cheap enough to run before the first paint."""
    blocks = [Block("paragraph", Span(m.start(), m.end())) for m in re.finditer(r"\S[^\n]*", text)]
    return Zoned(Meta(), blocks, [])
