"""Finds a typed pattern in printed text. Pure.

A search is literal. It ignores case unless the pattern has a capital; a space matches any white space, and a quote
mark, apostrophe or dash any of its typographic forms.
"""

from __future__ import annotations

import re

from extract.span import Span

_ALIKE = {"'": "['’‘ʼ′`]", '"': '["“”„‟«»″]', "-": "[-‐‑‒–—−]"}
MAX_MATCHES = 10_000
"""The search stops after this many matches."""


def find(text: str, pattern: str) -> list[Span]:
    """The spans where `pattern` matches in `text`, in order and without overlaps."""
    words = pattern.split()
    if not words:
        return []
    expression = r"\s+".join("".join(_ALIKE.get(char) or re.escape(char) for char in word) for word in words)
    flags = 0 if any(char.isupper() for char in pattern) else re.IGNORECASE
    found: list[Span] = []
    for match in re.finditer(expression, text, flags):
        found.append(Span(*match.span()))
        if len(found) == MAX_MATCHES:
            break
    return found
