"""What was said, beside which words: the attributions of an article, before anyone knows who "he" is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extract.language import Parse
from extract.types import Block, QuoteKind, Span


@dataclass(slots=True)
class Attribution:
    """One quote as the text shows it. Offsets are code points into the article.

    `rule` names what decided (for `--explain`). `follows` is the index, in the same list, of the attribution whose
    speaker this one shares when it has no speaker words of its own (a free quote, a second paragraph).
    """

    kind: QuoteKind
    fragments: list[Span]
    speaker: Span | None = None
    cue: Span | None = None
    addressee: Span | None = None
    confidence: float = 1.0
    rule: str = ""
    follows: int | None = None


class Said(NamedTuple):
    """All attributions of an article in text order, and what the reader should know."""

    attributions: list[Attribution]
    warnings: list[str]


def attribute(text: str, blocks: Sequence[Block], parses: Sequence[Parse]) -> Said:
    """Find every attribution. `parses` has one Parse for each block in which somebody can speak, in text order."""
    return Said([], [])
